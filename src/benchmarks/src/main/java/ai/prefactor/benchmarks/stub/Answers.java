package ai.prefactor.benchmarks.stub;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what a request asks for and answers it. Reads no JSON: looks for idempotency
 * keys, which hold the id and the operation.
 */
final class Answers {

	private static final Needle KEY = new Needle("\"idempotency_key\":\"");

	private static final int ID_LENGTH = 32;

	private static final byte[] EMPTY = new byte[0];

	private final Counts counts;

	private final AtomicLong ids = new AtomicLong();

	Answers(Counts counts) {
		this.counts = counts;
	}

	byte[] answer(String path, byte[] body) {
		this.counts.request(body.length);
		if (path.endsWith("/v1/traces")) {
			this.counts.spans(OtlpSpans.count(body));
			return EMPTY;
		}
		return (path.endsWith("/bulk") ? bulk(body) : single(path, body)).getBytes(StandardCharsets.ISO_8859_1);
	}

	private String bulk(byte[] body) {
		StringBuilder answer = new StringBuilder(1024).append("{\"status\":\"success\",\"outputs\":{");
		int items = 0;
		for (int at = KEY.behindNext(body, 0); at >= 0; at = KEY.behindNext(body, at)) {
			String key = key(body, at);
			String id = key.substring(0, ID_LENGTH);
			count(id, key.substring(ID_LENGTH));
			answer.append((items++ > 0) ? ",\"" : "\"")
				.append(key)
				.append("\":{\"status\":\"success\",\"details\":{\"id\":\"")
				.append(id)
				.append("\"}}");
		}
		return answer.append("}}").toString();
	}

	private void count(String id, String operation) {
		if (operation.startsWith("-create")) {
			this.counts.spans(1);
		}
		else if (operation.startsWith("-register")) {
			this.counts.runRegistered(id);
		}
		else if (operation.startsWith("-finish") && !this.counts.runFinished(id)) {
			this.counts.spanFinished();
		}
	}

	private String single(String path, byte[] body) {
		int at = KEY.behindNext(body, 0);
		String key = (at >= 0) ? key(body, at) : "";
		// A client that does not choose ids has keys of another form
		String id = (key.length() > ID_LENGTH && key.charAt(ID_LENGTH) == '-') ? key.substring(0, ID_LENGTH)
				: "%032d".formatted(this.ids.incrementAndGet());
		if (path.endsWith("/agent_spans")) {
			this.counts.spans(1);
		}
		else if (path.endsWith("/register")) {
			this.counts.runRegistered(id);
		}
		else if (path.endsWith("/finish")) {
			String[] segments = path.split("/");
			if (!this.counts.runFinished(segments[segments.length - 2])) {
				this.counts.spanFinished();
			}
		}
		return success(id);
	}

	static String success(String id) {
		return "{\"status\":\"success\",\"details\":{\"id\":\"" + id + "\",\"status\":\"active\"}}";
	}

	private static String key(byte[] body, int from) {
		int end = from;
		while (body[end] != '"') {
			end++;
		}
		return new String(body, from, end - from, StandardCharsets.ISO_8859_1);
	}

}
