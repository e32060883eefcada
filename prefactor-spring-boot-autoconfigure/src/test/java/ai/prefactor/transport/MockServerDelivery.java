package ai.prefactor.transport;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockserver.client.MockServerClient;
import org.mockserver.matchers.TimeToLive;
import org.mockserver.matchers.Times;
import org.mockserver.mock.Expectation;
import org.mockserver.model.ClearType;
import org.mockserver.model.Delay;
import org.mockserver.model.HttpError;
import org.mockserver.model.HttpRequest;
import org.mockserver.model.HttpResponse;
import org.mockserver.model.HttpTemplate;
import org.mockserver.model.JsonPathBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.retry.annotation.EnableRetry;

import ai.prefactor.agent.AgentRuns;
import ai.prefactor.autoconfigure.PrefactorAutoConfiguration;
import ai.prefactor.autoconfigure.PrefactorTransportAutoConfiguration;
import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the auto-configured transport does over HTTP, against any MockServer.
 */
abstract class MockServerDelivery {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String REGISTER = "/api/v1/agent_instance/register";

	private static final String CREATE = "/api/v1/agent_spans";

	private static final String FINISH_RUN = "/api/v1/agent_instance/.+/finish";

	private static final String PING = "/api/v1/ping";

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final SpanSpec AGENT = SpanSpec.of("handle", SpanKind.AGENT);

	private static final SpanSpec TOOL = SpanSpec.of("lookup", SpanKind.TOOL);

	/**
	 * The server to test against.
	 */
	abstract MockServerClient server();

	@BeforeEach
	void answerAsThePlatformDoes() {
		server().reset();
		answer("POST", REGISTER, "$.id");
		answer("POST", CREATE, "$.details.id");
		server().when(request("POST", "/api/v1/agent_instance/.+/start")).respond(success());
		server().when(request("POST", FINISH_RUN)).respond(success());
		server().when(request("POST", "/api/v1/agent_spans/.+/finish")).respond(success());
		server().when(request("GET", PING)).respond(success());
	}

	@Test
	void aRunShouldArriveInOrder() {
		run((tracer, transport) -> {
			traceSlowly(tracer, transport);
			assertThat(transport.flush(SOON)).isTrue();
			List<String> paths = Arrays.stream(received("POST", ".*"))
				.map((request) -> request.getPath().getValue().replaceAll("/[0-9a-hjkmnp-tv-z]{32}/", "/ID/"))
				.toList();
			assertThat(paths).containsExactly(REGISTER, "/api/v1/agent_instance/ID/start", CREATE, CREATE,
					"/api/v1/agent_spans/ID/finish", "/api/v1/agent_instance/ID/finish");
			JsonNode parent = body(received("POST", CREATE)[0]).path("details");
			JsonNode child = body(received("POST", CREATE)[1]).path("details");
			assertThat(parent.path("status").stringValue()).isEqualTo("active");
			assertThat(child.path("status").stringValue()).isEqualTo("complete");
			assertThat(child.path("parent_span_id")).isEqualTo(parent.path("id"));
		});
	}

	@Test
	void aParentThatHasEndedBeforeItsChildIsSentShouldBeSentOnce() {
		Runnable accept = refuse("POST", REGISTER, unavailable());
		run((tracer, transport) -> {
			tracer.run(TOOL, () -> {
			});
			await().untilAsserted(() -> assertThat(received("POST", REGISTER)).isNotEmpty());
			// The only lane is busy with the first run
			trace(tracer);
			accept.run();
			assertThat(transport.flush(SOON)).isTrue();
			assertThat(Arrays.stream(received("POST", CREATE)).map((request) -> body(request).path("details")))
				.extracting((details) -> details.path("status").stringValue())
				.endsWith("complete", "complete");
			assertThat(transport.status().counts().delivered()).isEqualTo(3);
		}, "prefactor.queue.workers=1");
	}

	@Test
	void everyRequestShouldCarryTheTokenTheSdkAndItsOwnIdempotencyKey() {
		run((tracer, transport) -> {
			trace(tracer);
			transport.flush(SOON);
			HttpRequest[] requests = received("POST", ".*");
			assertThat(requests).allSatisfy((request) -> {
				assertThat(request.getFirstHeader("Authorization")).isEqualTo("Bearer secret-token");
				assertThat(request.getFirstHeader("X-Prefactor-SDK")).startsWith("prefactor-spring-boot-starter@");
			});
			assertThat(Arrays.stream(requests).map((request) -> key(request))).doesNotHaveDuplicates()
				.allMatch((key) -> key.length() >= 8 && key.length() <= 64);
		});
	}

	@Test
	void two500sShouldBeRetriedUnderTheSameKey() {
		fail("POST", REGISTER, HttpResponse.response().withStatusCode(500).withBody("{\"status\":\"error\"}"), 2);
		run((tracer, transport) -> {
			trace(tracer);
			assertThat(transport.flush(SOON)).isTrue();
			HttpRequest[] requests = received("POST", REGISTER);
			assertThat(requests).hasSize(3);
			assertThat(Arrays.stream(requests).map(HttpRequest::getBodyAsString).distinct()).hasSize(1);
			assertThat(transport.status().counts().delivered()).isEqualTo(2);
			assertThat(transport.status().counts().retries()).isEqualTo(2);
		});
	}

	@Test
	void aRateLimitShouldBeWaitedFor() {
		fail("POST", REGISTER,
				HttpResponse.response()
					.withStatusCode(429)
					.withHeader("Retry-After", "1")
					.withBody("{\"status\":\"error\"}"),
				1);
		run((tracer, transport) -> {
			long start = System.nanoTime();
			trace(tracer);
			assertThat(transport.flush(SOON)).isTrue();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
			assertThat(received("POST", REGISTER)).hasSize(2);
		});
	}

	@Test
	void aDroppedConnectionShouldBeRetried() {
		server().when(request("POST", REGISTER), Times.once(), TimeToLive.unlimited(), 10)
			.error(HttpError.error().withDropConnection(true));
		run((tracer, transport) -> {
			trace(tracer);
			assertThat(transport.flush(SOON)).isTrue();
			assertThat(transport.status().counts().delivered()).isEqualTo(2);
		});
	}

	@Test
	void anAnswerThatDoesNotComeShouldBeRetried() {
		fail("POST", REGISTER, success().withDelay(new Delay(TimeUnit.MINUTES, 5)), 1);
		run((tracer, transport) -> {
			trace(tracer);
			assertThat(transport.flush(SOON)).isTrue();
			assertThat(received("POST", REGISTER)).hasSizeGreaterThanOrEqualTo(2);
			assertThat(transport.status().counts().delivered()).isEqualTo(2);
		}, "prefactor.api.request-timeout=3s");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 404, 422 })
	void aRejectedSpanShouldNotBeRetriedAndItsNeighboursShouldArrive(int status) {
		server()
			.when(request("POST", CREATE).withBody(JsonPathBody.jsonPath("$.details[?(@.schema_name == 'app:tool')]")),
					Times.unlimited(), TimeToLive.unlimited(), 10)
			.respond(HttpResponse.response().withStatusCode(status).withBody("{\"status\":\"error\",\"code\":\"no\"}"));
		run((tracer, transport) -> {
			tracer.run(AGENT, () -> {
				tracer.run(TOOL, () -> {
				});
				tracer.run(SpanSpec.of("plan", SpanKind.CHAIN), () -> {
				});
			});
			assertThat(transport.flush(SOON)).isTrue();
			TransportStatus.Counts counts = transport.status().counts();
			assertThat(counts.delivered()).isEqualTo(2);
			assertThat(counts.lost()).containsEntry(DropReason.REJECTED, 1L);
			assertThat(received("POST", FINISH_RUN)).hasSize(1);
			assertThat(transport.status().state()).isEqualTo(TransportState.HEALTHY);
		});
	}

	@Test
	void childrenOfARejectedSpanShouldMoveToItsNearestAcceptedAncestor() {
		server()
			.when(request("POST", CREATE).withBody(JsonPathBody.jsonPath("$.details[?(@.schema_name == 'app:chain')]")),
					Times.unlimited(), TimeToLive.unlimited(), 10)
			.respond(HttpResponse.response().withStatusCode(422).withBody("{\"status\":\"error\",\"code\":\"no\"}"));
		run((tracer, transport) -> {
			tracer.run(AGENT, () -> tracer.run(SpanSpec.of("plan", SpanKind.CHAIN), () -> tracer.run(TOOL, () -> {
			})));
			assertThat(transport.flush(SOON)).isTrue();
			List<JsonNode> created = Arrays.stream(received("POST", CREATE))
				.map((request) -> body(request).path("details"))
				.toList();
			JsonNode root = created.get(0);
			JsonNode tool = created.get(created.size() - 1);
			assertThat(root.path("schema_name").stringValue()).isEqualTo("app:agent");
			assertThat(tool.path("schema_name").stringValue()).isEqualTo("app:tool");
			assertThat(tool.path("parent_span_id")).isEqualTo(root.path("id"));
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 403, 404, 502 })
	void aProxysPageShouldBeTransientWhateverItsStatus(int status) {
		fail("POST", REGISTER,
				HttpResponse.response()
					.withStatusCode(status)
					.withHeader("Content-Type", "text/html")
					.withBody("<html>Please sign in</html>"),
				2);
		run((tracer, transport) -> {
			trace(tracer);
			assertThat(transport.flush(SOON)).isTrue();
			assertThat(transport.status().counts().delivered()).isEqualTo(2);
		});
	}

	@Test
	void anOutageLongerThanTheRetryBudgetShouldEndWithEverythingDelivered() {
		Runnable accept = refuse("POST", REGISTER, unavailable());
		run((tracer, transport) -> {
			trace(tracer);
			await().untilAsserted(() -> assertThat(transport.status().state()).isEqualTo(TransportState.DEGRADED));
			assertThat(transport.status().lastFailure()).contains("503");
			accept.run();
			assertThat(transport.flush(SOON)).isTrue();
			assertThat(transport.status().state()).isEqualTo(TransportState.HEALTHY);
			assertThat(transport.status().counts().delivered()).isEqualTo(2);
		});
	}

	@Test
	void aRefusedTokenShouldSuspendUntilAPingIsAnswered() {
		HttpResponse refused = HttpResponse.response()
			.withStatusCode(401)
			.withBody("{\"status\":\"error\",\"code\":\"unauthorized\",\"message\":\"secret-token is unknown\"}");
		run((tracer, transport) -> {
			await().untilAsserted(() -> assertThat(received("GET", PING)).hasSize(1));
			Runnable acceptPings = refuse("GET", PING, refused);
			Runnable accept = refuse("POST", REGISTER, refused);
			trace(tracer);
			await().untilAsserted(() -> assertThat(transport.status().state()).isEqualTo(TransportState.SUSPENDED));
			assertThat(transport.status().lastFailure()).contains("401").doesNotContain("secret-token");
			accept.run();
			acceptPings.run();
			assertThat(transport.flush(SOON)).isTrue();
			assertThat(transport.status().state()).isEqualTo(TransportState.HEALTHY);
			assertThat(transport.status().counts().delivered()).isEqualTo(2);
		});
	}

	@Test
	void anOperationThatTheTokenMayNotDoShouldBeRejectedWhileAPingSucceeds() {
		fail("POST", CREATE,
				HttpResponse.response().withStatusCode(403).withBody("{\"status\":\"error\",\"code\":\"no\"}"), 1);
		run((tracer, transport) -> {
			tracer.run(TOOL, () -> {
			});
			assertThat(transport.flush(SOON)).isTrue();
			assertThat(transport.status().state()).isEqualTo(TransportState.HEALTHY);
			assertThat(transport.status().counts().lost()).containsEntry(DropReason.REJECTED, 1L);
		});
	}

	@Test
	void idsThatTheServerAssignsShouldBeUsedFromThenOn() {
		fail("POST", REGISTER, success("srv-run"), 1);
		fail("POST", CREATE, success("srv-span"), 1);
		run((tracer, transport) -> {
			traceSlowly(tracer, transport);
			assertThat(transport.flush(SOON)).isTrue();
			assertThat(received("POST", "/api/v1/agent_instance/srv-run/start")).hasSize(1);
			assertThat(received("POST", "/api/v1/agent_spans/srv-span/finish")).hasSize(1);
			assertThat(received("POST", "/api/v1/agent_instance/srv-run/finish")).hasSize(1);
			JsonNode child = body(received("POST", CREATE)[1]).path("details");
			assertThat(child.path("agent_instance_id").stringValue()).isEqualTo("srv-run");
			assertThat(child.path("parent_span_id").stringValue()).isEqualTo("srv-span");
		});
	}

	@Test
	void aFinishOfWhatIsFinishedShouldCountAsDone() {
		fail("POST", FINISH_RUN,
				HttpResponse.response()
					.withStatusCode(409)
					.withBody("{\"status\":\"error\",\"code\":\"invalid_action\"}"),
				1);
		run((tracer, transport) -> {
			trace(tracer);
			assertThat(transport.flush(SOON)).isTrue();
			assertThat(received("POST", FINISH_RUN)).hasSize(1);
			assertThat(transport.status().counts().lostTotal()).isZero();
		});
	}

	@Test
	void aSpanThatIsTooLargeShouldLoseItsPayloadNotItsPlace() {
		fail("POST", CREATE, HttpResponse.response().withStatusCode(413).withBody("{\"status\":\"error\"}"), 1);
		run((tracer, transport) -> {
			tracer.start(TOOL).input("text", "long").end();
			assertThat(transport.flush(SOON)).isTrue();
			HttpRequest[] requests = received("POST", CREATE);
			assertThat(requests).hasSize(2);
			assertThat(key(requests[1])).isNotEqualTo(key(requests[0]));
			assertThat(body(requests[1]).path("details").path("payload").path("inputs").isEmpty()).isTrue();
			assertThat(transport.status().counts().payloadsDropped()).isEqualTo(1);
			assertThat(transport.status().counts().delivered()).isEqualTo(1);
		});
	}

	@Test
	void aSpanThatFailsWith500WhileAPingSucceedsShouldBeRejectedInTheEnd() {
		server()
			.when(request("POST", CREATE).withBody(JsonPathBody.jsonPath("$.details[?(@.schema_name == 'app:tool')]")),
					Times.unlimited(), TimeToLive.unlimited(), 10)
			.respond(HttpResponse.response().withStatusCode(500).withBody("{\"status\":\"error\"}"));
		run((tracer, transport) -> {
			trace(tracer);
			await().atMost(SOON).untilAsserted(() -> {
				// Shows that the server takes others
				tracer.run(AGENT, () -> {
				});
				assertThat(transport.status().counts().lost()).containsEntry(DropReason.REJECTED, 1L);
			});
			assertThat(transport.flush(SOON)).isTrue();
		});
	}

	@Test
	void aTerminateSignalShouldReachItsRun() {
		fail("POST", CREATE, HttpResponse.response()
			.withBody("{\"status\":\"success\",\"details\":{},\"control\":{\"terminate\":true,\"reason\":\"enough\"}}"),
				1);
		runner().run((context) -> {
			var run = context.getBean(AgentRuns.class).open();
			context.getBean(Tracer.class).start(TOOL, run).end();
			await().untilAsserted(() -> assertThat(run.isTerminated()).isTrue());
			assertThat(run.terminationReason()).isEqualTo("enough");
			run.finish();
		});
	}

	@Test
	void aUsersOwnEnableRetryShouldChangeNothing() {
		fail("POST", REGISTER, HttpResponse.response().withStatusCode(500).withBody("{\"status\":\"error\"}"), 2);
		runner().withUserConfiguration(UserRetry.class).run((context) -> {
			trace(context.getBean(Tracer.class));
			assertThat(context.getBean(Transport.class).flush(SOON)).isTrue();
			assertThat(received("POST", REGISTER)).hasSize(3);
		});
	}

	@Test
	void theTokenShouldBeCheckedOnceAfterStartUp() {
		run((tracer, transport) -> {
			await().untilAsserted(() -> assertThat(received("GET", PING)).isNotEmpty());
			trace(tracer);
			assertThat(transport.flush(SOON)).isTrue();
			assertThat(received("GET", PING)).hasSize(1);
		});
	}

	@Test
	void nothingShouldBeSentWhenPrefactorIsDisabled() {
		run((tracer, transport) -> {
			trace(tracer);
			assertThat(transport.flush(Duration.ofSeconds(1))).isTrue();
			assertThat(received(".*", ".*")).isEmpty();
		}, "prefactor.enabled=false");
	}

	private static void trace(Tracer tracer) {
		tracer.run(AGENT, () -> tracer.run(TOOL, () -> {
		}));
	}

	/**
	 * Traces so that the child arrives while its parent is under way.
	 */
	private static void traceSlowly(Tracer tracer, Transport transport) {
		tracer.run(AGENT, () -> {
			tracer.run(TOOL, () -> {
			});
			assertThat(transport.flush(SOON)).isTrue();
		});
	}

	private void run(BiConsumer<Tracer, Transport> test, String... properties) {
		runner().withPropertyValues(properties)
			.run((context) -> test.accept(context.getBean(Tracer.class), context.getBean(Transport.class)));
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(PrefactorTransportAutoConfiguration.class, PrefactorAutoConfiguration.class))
			.withPropertyValues(
					"prefactor.api.url=http://" + server().remoteAddress().getHostString() + ":"
							+ server().remoteAddress().getPort(),
					"prefactor.api.token=secret-token", "prefactor.batch.enabled=false",
					"prefactor.retry.initial-delay=20ms", "prefactor.retry.max-delay=100ms");
	}

	private void answer(String method, String path, String id) {
		server().when(request(method, path))
			.respond(HttpTemplate.template(HttpTemplate.TemplateType.MUSTACHE,
					"""
							{"statusCode": 200, "headers": {"content-type": ["application/json"]},
							 "body": "{\\"status\\":\\"success\\",\\"details\\":{\\"id\\":\\"{{#jsonPath}}%s{{/jsonPath}}{{jsonPathResult}}\\"}}"}
							"""
						.formatted(id)));
	}

	private void fail(String method, String path, HttpResponse response, int times) {
		server().when(request(method, path), Times.exactly(times), TimeToLive.unlimited(), 10).respond(response);
	}

	/**
	 * Answers every request with a failure.
	 * @return ends that
	 */
	private Runnable refuse(String method, String path, HttpResponse response) {
		Expectation[] refusals = server().when(request(method, path), Times.unlimited(), TimeToLive.unlimited(), 10)
			.respond(response);
		return () -> server().clear(refusals[0].getId(), ClearType.EXPECTATIONS);
	}

	private HttpRequest[] received(String method, String path) {
		return server().retrieveRecordedRequests(request(method, path));
	}

	private static HttpRequest request(String method, String path) {
		return HttpRequest.request(path).withMethod(method);
	}

	private static HttpResponse unavailable() {
		return HttpResponse.response().withStatusCode(503).withBody("{\"status\":\"error\"}");
	}

	private static HttpResponse success() {
		return HttpResponse.response().withBody("{\"status\":\"success\"}");
	}

	private static HttpResponse success(String id) {
		return HttpResponse.response().withBody("{\"status\":\"success\",\"details\":{\"id\":\"" + id + "\"}}");
	}

	private static JsonNode body(HttpRequest request) {
		return JSON.readTree(request.getBodyAsString());
	}

	private static String key(HttpRequest request) {
		return body(request).path("idempotency_key").stringValue("");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableRetry
	static class UserRetry {

	}

}
