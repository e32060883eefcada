package ai.prefactor.http;

import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells a success from a failure. What a status code says counts only if the answer is
 * JSON: otherwise it is not Prefactor that speaks.
 */
final class AnswerReader {

	private static final int MAX_TEXT = 500;

	private static final int MAX_ERRORS = 2_000;

	private final JsonCodec codec;

	private final InstantSource clock;

	AnswerReader(JsonCodec codec, InstantSource clock) {
		this.codec = codec;
		this.clock = clock;
	}

	/**
	 * Reads an answer.
	 * @param operation what was asked for
	 * @param raw the answer
	 * @param redaction cleans texts of the answer
	 * @return the success
	 * @throws PrefactorResponseException if it is none
	 */
	ApiAnswer read(String operation, RawAnswer raw, Redaction redaction) {
		JsonNode body = (raw.body() != null) ? this.codec.parse(raw.body()) : null;
		if (body == null || !body.isObject()) {
			throw failure(operation, raw, false, null, describeUnreadable(raw, redaction), null);
		}
		String state = body.path("status").stringValue("");
		if (raw.isSuccessful() && "success".equals(state)) {
			return new ApiAnswer(operation, raw.status(), body);
		}
		if (raw.isSuccessful() && !"error".equals(state)) {
			throw failure(operation, raw, false, null,
					"the answer is JSON, but none of Prefactor's: is this the URL of its API?", null);
		}
		JsonNode errors = body.path("errors");
		throw failure(operation, raw, true, text(body.path("code"), redaction), text(body.path("message"), redaction),
				(errors.isMissingNode() || errors.isNull()) ? null : redaction.clean(errors.toString(), MAX_ERRORS));
	}

	/**
	 * Reads an answer of which one property counts, without a tree.
	 * @param operation what was asked for
	 * @param raw the answer
	 * @param redaction cleans texts of the answer
	 * @param property the property's name
	 * @param reader reads the property
	 * @return what was read
	 * @throws PrefactorResponseException if the answer is no success, or lacks the
	 * property
	 */
	<T> T read(String operation, RawAnswer raw, Redaction redaction, String property, PropertyReader<T> reader) {
		if (!raw.isSuccessful() || raw.body() == null) {
			throw answered(operation, raw, redaction);
		}
		SuccessScan<T> scan = new SuccessScan<>(property,
				(json) -> reader.read(json, (text) -> redaction.clean(text, MAX_TEXT)));
		if (!this.codec.scan(raw.body(), scan)) {
			throw failure(operation, raw, false, null, describeUnreadable(raw, redaction), null);
		}
		T result = scan.result();
		if (result != null) {
			return result;
		}
		if (scan.isError()) {
			throw answered(operation, raw, redaction);
		}
		throw failure(operation, raw, false, null, "the answer is JSON, but its '" + property
				+ "' are missing or none of Prefactor's: is this the URL of its API?", null);
	}

	/**
	 * The failure that an answer tells.
	 */
	private PrefactorResponseException answered(String operation, RawAnswer raw, Redaction redaction) {
		ApiAnswer success = read(operation, raw, redaction);
		return success.violation("the answer is not what was asked for");
	}

	private static @Nullable String text(JsonNode node, Redaction redaction) {
		String text = node.stringValue(null);
		return (text == null || text.isBlank()) ? null : redaction.clean(text, MAX_TEXT);
	}

	private static String describeUnreadable(RawAnswer raw, Redaction redaction) {
		if (raw.isRedirect()) {
			return "redirects are not followed: is this the URL of Prefactor's API?";
		}
		if (raw.body() == null) {
			return "the answer is larger than the " + PrefactorHttpClient.MAX_ANSWER_BYTES + " bytes that are read";
		}
		String type = (raw.contentType() != null) ? redaction.clean(raw.contentType(), MAX_TEXT) : "no content type";
		return "the answer is not JSON (" + type + ", " + raw.body().length
				+ " bytes): it is not Prefactor's, maybe a proxy's";
	}

	private PrefactorResponseException failure(String operation, RawAnswer raw, boolean json, @Nullable String code,
			@Nullable String message, @Nullable String errors) {
		return new PrefactorResponseException(operation, new ErrorAnswer(raw.status(), json, code, message, errors,
				RetryAfter.parse(raw.retryAfter(), this.clock)));
	}

}
