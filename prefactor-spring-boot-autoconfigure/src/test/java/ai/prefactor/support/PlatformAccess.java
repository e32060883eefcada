package ai.prefactor.support;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.prefactor.local.LocalPlatform;
import ai.prefactor.local.LocalPlatformSettings;
import ai.prefactor.support.ScriptedServer.Request;

/**
 * A strict platform of its own, and the way to it.
 */
final class PlatformAccess {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final LocalPlatform platform = new LocalPlatform(
			new LocalPlatformSettings(0, false, 100_000, 1024L * 1024 * 1024), InstantSource.system(), Random::new);

	private final HttpClient client;

	PlatformAccess(HttpClient client) {
		this.client = client;
		this.platform.start();
	}

	CompletableFuture<Answer> send(Request request) {
		HttpRequest.BodyPublisher publisher = request.body().isEmpty() ? HttpRequest.BodyPublishers.noBody()
				: HttpRequest.BodyPublishers.ofString(request.body());
		HttpRequest outgoing = HttpRequest.newBuilder(this.platform.url().resolve(request.path()))
			.timeout(Duration.ofSeconds(30))
			.header("Content-Type", "application/json")
			.method(request.method(), publisher)
			.build();
		return this.client.sendAsync(outgoing, HttpResponse.BodyHandlers.ofString())
			.thenApply((answer) -> Answer.json(answer.statusCode(), answer.body()));
	}

	/**
	 * All records of a list, oldest first.
	 * @param path the list's path, with whatever else is asked
	 */
	List<JsonNode> list(String path) {
		List<JsonNode> records = new ArrayList<>();
		JsonNode next = JSON.getNodeFactory().numberNode(0);
		while (next.isNumber()) {
			String page = path + "&pagination%5Bpage_size%5D=1000&pagination%5Boffset%5D=" + next.intValue()
					+ "&sorting%5Bfield%5D=inserted_at&sorting%5Bdirection%5D=asc";
			JsonNode answer = JSON.readTree(send(new Request("GET", page, null, "")).join().body());
			answer.path("summaries").forEach(records::add);
			next = answer.path("pagination").path("next_page_offset");
		}
		return records;
	}

	void stop() {
		this.platform.stop();
	}

}
