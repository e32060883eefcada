package ai.prefactor.sample.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.prefactor.support.ScriptedServer;

import static org.awaitility.Awaitility.await;

/**
 * The packaged application in a process of its own. Environment variables point it at a
 * server, and nothing else tells it where its runs go. Its log stays in the build folder.
 */
final class SampleProcess implements AutoCloseable {

	static final String TOKEN = "a-token";

	/**
	 * How many questions the application asks itself when it starts.
	 */
	static final int OWN_QUESTIONS = 3;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+) ");

	private static final String OWN_QUESTION = "ai.prefactor.sample.StartupQuestions";

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Process process;

	private final Path log;

	private final URI url;

	private SampleProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
		this.url = URI.create("http://localhost:" + awaitPort());
	}

	/**
	 * Starts the application and returns once it has answered its own questions.
	 * @param directory where it is started, empty
	 * @param server where its runs go
	 * @param arguments further arguments
	 */
	static SampleProcess start(Path directory, ScriptedServer server, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		// Starts in half the time
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
		command.addAll(List.of("-jar", System.getProperty("sample.jar"), "--server.port=0"));
		// Short pauses, so that the tests are quick
		command.addAll(List.of("--prefactor.retry.initial-delay=100ms", "--prefactor.retry.max-delay=1s"));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
		builder.environment().keySet().removeIf((name) -> name.startsWith("PREFACTOR_"));
		builder.environment().put("PREFACTOR_API_URL", server.url().toString());
		builder.environment().put("PREFACTOR_API_TOKEN", TOKEN);
		try {
			Path jar = Path.of(System.getProperty("sample.jar"));
			Path log = Files.createTempFile(Files.createDirectories(jar.resolveSibling("sample-logs")), "", ".log");
			return new SampleProcess(builder.redirectOutput(log.toFile()).start(), log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	HttpResponse<String> ask(String question) {
		return askLater(question).join();
	}

	CompletableFuture<HttpResponse<String>> askLater(String question) {
		return postLater(JSON.createObjectNode().put("question", question).toString());
	}

	HttpResponse<String> post(String body) {
		return postLater(body).join();
	}

	HttpResponse<String> get(String path) {
		return this.client.sendAsync(request(path).build(), BodyHandlers.ofString()).join();
	}

	static JsonNode json(HttpResponse<String> response) {
		return JSON.readTree(response.body());
	}

	/**
	 * What the application says of its delivery.
	 */
	JsonNode health() {
		return json(get("/actuator/health"));
	}

	/**
	 * The value of a meter.
	 * @param name the meter, with its tags as a query if there are any
	 * @return its value, 0 if there is no such meter yet
	 */
	long meter(String name) {
		HttpResponse<String> response = get("/actuator/metrics/" + name);
		return (response.statusCode() == 404) ? 0
				: json(response).path("measurements").path(0).path("value").longValue();
	}

	/**
	 * The lines that were logged with this text.
	 */
	List<String> log(String text) {
		try (Stream<String> lines = Files.lines(this.log)) {
			return lines.filter((line) -> line.contains(text)).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Asks the process to end, as a container platform does.
	 */
	void terminate() {
		this.process.destroy();
	}

	/**
	 * Waits for the end of the process.
	 * @return whether it ended
	 */
	boolean awaitEnd() throws InterruptedException {
		return this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

	private CompletableFuture<HttpResponse<String>> postLater(String body) {
		HttpRequest request = request("/ask").header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build();
		return this.client.sendAsync(request, BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.url.resolve(path)).timeout(PATIENCE);
	}

	private String awaitPort() {
		await().atMost(PATIENCE)
			.failFast("The application did not start", () -> !this.process.isAlive())
			.until(() -> log(OWN_QUESTION).size() == OWN_QUESTIONS);
		Matcher port = PORT.matcher(log("Tomcat started on port").get(0));
		if (!port.find()) {
			throw new IllegalStateException("No port in " + log("Tomcat started on port"));
		}
		return port.group(1);
	}

}
