package ai.prefactor.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A platform of a test's own, and a client that speaks to it over HTTP.
 */
final class TestPlatform implements BeforeEachCallback, AfterEachCallback, InstantSource {

	static final Instant START = Instant.parse("2026-02-09T10:15:30.123Z");

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final JsonMapper MAPPER = new JsonMapper();

	private final AtomicReference<Instant> now = new AtomicReference<>(START);

	private final AtomicInteger keys = new AtomicInteger();

	private final LocalPlatform platform;

	TestPlatform() {
		this(new LocalPlatformSettings(0, false, 1000, 64_000_000));
	}

	TestPlatform(LocalPlatformSettings settings) {
		this.platform = new LocalPlatform(settings, this, ThreadLocalRandom::current);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.platform.start();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.platform.stop();
	}

	@Override
	public Instant instant() {
		return this.now.get();
	}

	LocalPlatform platform() {
		return this.platform;
	}

	void advance(Duration duration) {
		this.now.updateAndGet((time) -> time.plus(duration));
	}

	Reply get(String path) {
		return send(request(path).GET());
	}

	Reply post(String path, String body) {
		return send(
				request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(fresh(body))));
	}

	HttpRequest.Builder request(String path) {
		String encoded = path.replace("[", "%5B").replace("]", "%5D");
		return HttpRequest.newBuilder(URI.create(this.platform.url() + "/api/v1/" + encoded));
	}

	Reply send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
			assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
			return new Reply(response.statusCode(), response.body(), MAPPER.readTree(response.body()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	static String registration(String more) {
		return """
				{"agent_version":{"external_identifier":"v1","name":"support-desk"},
				 "agent_schema_version":{"external_identifier":"s1","span_type_schemas":[
				  {"name":"desk:agent:handle","title":"Handle","params_schema":{"type":"object"}},
				  {"name":"desk:tool:search","params_schema":{"type":"object"}}],
				  "quality_schemas":[{"name":"helpful","schema":{"type":"object"}}]},
				 "idempotency_key":"#"%s}""".formatted(more);
	}

	/**
	 * The id of a new run that is pending.
	 */
	String register() {
		return post("agent_instance/register", registration("")).accepted().id();
	}

	/**
	 * The id of a new run that is active.
	 */
	String run() {
		String id = register();
		post("agent_instance/" + id + "/start", "{\"idempotency_key\":\"#\"}").accepted();
		return id;
	}

	/**
	 * The id of a new span that is active.
	 */
	String span(String runId) {
		return createSpan(runId, "active", "").accepted().id();
	}

	Reply createSpan(String runId, String status, String more) {
		return post("agent_spans", """
				{"details":{"agent_instance_id":"%s","schema_name":"desk:tool:search","status":"%s"%s},
				 "idempotency_key":"#"}""".formatted(runId, status, more));
	}

	Reply finishSpan(String spanId, String status) {
		return post("agent_spans/" + spanId + "/finish",
				"{\"status\":\"%s\",\"idempotency_key\":\"#\"}".formatted(status));
	}

	Reply finishRun(String runId, String status) {
		return post("agent_instance/" + runId + "/finish",
				"{\"status\":\"%s\",\"idempotency_key\":\"#\"}".formatted(status));
	}

	Reply terminate(String runId, String reason) {
		return post("agent_instance/" + runId + "/terminate", "{\"reason\":\"%s\"}".formatted(reason));
	}

	List<JsonNode> spans(String runId) {
		return List.copyOf(get("agent_spans?agent_instance_id=" + encode(runId)).accepted().list());
	}

	JsonNode instance(String runId) {
		return get("agent_instance/" + runId).accepted().details();
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	// Each # among the keys stands for a new one
	private String fresh(String body) {
		String text = body;
		while (text.contains("\"idempotency_key\":\"#\"")) {
			text = text.replaceFirst("\"idempotency_key\":\"#\"",
					"\"idempotency_key\":\"key-%08d\"".formatted(this.keys.incrementAndGet()));
		}
		return text;
	}

	record Reply(int status, String text, JsonNode json) {

		Reply accepted() {
			assertThat(this.status).as(this.text).isEqualTo(200);
			return this;
		}

		JsonNode details() {
			return this.json.path("details");
		}

		String id() {
			return details().path("id").stringValue();
		}

		String code() {
			return this.json.path("code").stringValue();
		}

		List<JsonNode> list() {
			return List.copyOf(this.json.path("summaries").values());
		}

		void isRefused(int expectedStatus, String expectedCode) {
			assertThat(this.status).as(this.text).isEqualTo(expectedStatus);
			assertThat(this.json.path("status").stringValue()).isEqualTo("error");
			assertThat(code()).isEqualTo(expectedCode);
			assertThat(this.json.path("message").stringValue()).isNotBlank();
		}

		void isInvalid(String field) {
			isRefused(422, "validation_error");
			assertThat(this.json.path("errors").propertyNames()).contains(field);
		}

	}

}
