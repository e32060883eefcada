package ai.prefactor.support;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ScriptedServer}.
 */
class ScriptedServerTests {

	private static final String RUN = "06a1b2c3d40000000000000000000001";

	private static final String REGISTER = """
			{"id":"%s","agent_version":{"external_identifier":"1"},"idempotency_key":"%s",
			"agent_schema_version":{"external_identifier":"1","span_type_schemas":[]}}""";

	private final ScriptedServer server = new ScriptedServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void requestShouldBePassedOnAndKept() throws Exception {
		assertThat(register().statusCode()).isEqualTo(200);
		assertThat(this.server.runs()).extracting((run) -> run.path("id").stringValue()).containsExactly(RUN);
		assertThat(this.server.requests("/register")).singleElement()
			.returns("POST", ScriptedServer.Request::method)
			.returns("Bearer token", ScriptedServer.Request::authorization)
			.returns("register-1", ScriptedServer.Request::idempotencyKey);
	}

	@Test
	void requestWhenItIsNotValidShouldBeRefusedByThePlatform() throws Exception {
		assertThat(post("/api/v1/agent_instance/register", "{}", "token").statusCode()).isEqualTo(422);
	}

	@Test
	void failNextShouldFailAsOftenAsItSays() throws Exception {
		this.server.failNext("/register", Fault.status(503), Fault.rateLimited(7));
		assertThat(register().statusCode()).isEqualTo(503);
		HttpResponse<String> limited = register();
		assertThat(limited.statusCode()).isEqualTo(429);
		assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
		assertThat(this.server.runs()).isEmpty();
		assertThat(register().statusCode()).isEqualTo(200);
		assertThat(this.server.requests("/register")).hasSize(3);
	}

	@Test
	void failNextShouldLeaveOtherPathsAlone() throws Exception {
		this.server.failNext("/finish", Fault.status(503));
		assertThat(register().statusCode()).isEqualTo(200);
	}

	@Test
	void dropBeforeShouldEndTheConnectionAndDoNothing() {
		this.server.script((request) -> Fault.dropBefore());
		assertThatIOException().isThrownBy(this::register).withMessageContaining("received no bytes");
		assertThat(this.server.runs()).isEmpty();
	}

	@Test
	void dropAfterShouldDoWhatWasAskedAndEndTheConnection() {
		this.server.script((request) -> Fault.dropAfter());
		assertThatIOException().isThrownBy(this::register).withMessageContaining("received no bytes");
		assertThat(this.server.runs()).hasSize(1);
	}

	@Test
	void hangShouldNotAnswerAndDoNothing() {
		this.server.script((request) -> Fault.hang());
		CompletableFuture<HttpResponse<String>> asked = registerLater();
		await().until(() -> !this.server.requests().isEmpty());
		assertThat(this.server.runs()).isEmpty();
		assertThat(asked).isNotDone();
	}

	@Test
	void hangAfterShouldDoWhatWasAskedAndNotAnswer() {
		this.server.script((request) -> Fault.hangAfter());
		CompletableFuture<HttpResponse<String>> asked = registerLater();
		await().untilAsserted(() -> assertThat(this.server.runs()).hasSize(1));
		assertThat(asked).isNotDone();
	}

	@Test
	void downShouldRefuseConnectionsUntilItIsUpAgain() throws Exception {
		register();
		this.server.down();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(this::register);
		this.server.up();
		assertThat(register().statusCode()).isEqualTo(200);
		assertThat(this.server.runs()).hasSize(1);
	}

	@Test
	void requireTokenShouldRefuseEveryOtherToken() throws Exception {
		this.server.requireToken("right");
		assertThat(register().statusCode()).isEqualTo(401);
		assertThat(get("/api/v1/ping", "wrong").statusCode()).isEqualTo(401);
		assertThat(get("/api/v1/ping", null).statusCode()).isEqualTo(401);
		assertThat(get("/api/v1/ping", "right").statusCode()).isEqualTo(200);
		this.server.requireToken(null);
		assertThat(register().statusCode()).isEqualTo(200);
	}

	@Test
	void terminateShouldEndTheRun() throws Exception {
		register();
		post("/api/v1/agent_instance/" + RUN + "/start", "{\"idempotency_key\":\"start-1\"}", "token");
		this.server.terminate(RUN, "enough");
		JsonNode run = this.server.runs().get(0);
		assertThat(run.path("status").stringValue()).isEqualTo("terminated");
		assertThat(run.path("termination_reason").stringValue()).isEqualTo("enough");
	}

	@Test
	void truncateShouldDoWhatWasAskedAndAnswerHalf() throws Exception {
		this.server.script((request) -> Fault.truncate());
		HttpResponse<String> answer = register();
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).startsWith("{").doesNotEndWith("}");
		assertThat(this.server.runs()).hasSize(1);
	}

	@Test
	void padShouldAnswerWithMoreOfTheSame() throws Exception {
		this.server.script((request) -> Fault.pad(5_000));
		String answer = register().body();
		assertThat(answer).hasSizeGreaterThan(5_000);
		assertThat(JsonMapper.shared().readTree(answer).path("details").path("id").stringValue()).isEqualTo(RUN);
	}

	@Test
	void delayShouldPassTheRequestOnAfterAWhile() throws Exception {
		this.server.script((request) -> Fault.delay(Duration.ofMillis(300)));
		long start = System.nanoTime();
		assertThat(register().statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
	}

	@Test
	void itemErrorShouldCarryOutWhatStandsBeforeIt() throws Exception {
		this.server.script((request) -> ItemFault.error((item) -> item.contains("start-01"), 422, "validation_error"));
		JsonNode outputs = bulk().path("outputs");
		assertThat(outputs.propertyNames()).containsExactly("register-1", "start-01");
		assertThat(outputs.path("register-1").path("status").stringValue()).isEqualTo("success");
		assertThat(outputs.path("start-01").path("code").stringValue()).isEqualTo("validation_error");
		assertThat(this.server.runs()).extracting((run) -> run.path("status").stringValue()).containsExactly("pending");
	}

	@Test
	void itemErrorWhenTheItemComesByItselfShouldRefuseIt() throws Exception {
		this.server.script((request) -> ItemFault.error((item) -> item.contains(RUN), 422, "validation_error"));
		assertThat(register().statusCode()).isEqualTo(422);
		assertThat(this.server.runs()).isEmpty();
	}

	@Test
	void itemMissingShouldSayNothingOfItNorOfTheRest() throws Exception {
		this.server.script((request) -> ItemFault.missing((item) -> item.contains("start-01")));
		assertThat(bulk().path("outputs").propertyNames()).containsExactly("register-1");
	}

	@Test
	void assignIdsShouldGiveOtherIds() throws Exception {
		this.server.assignIds();
		assertThat(JsonMapper.shared().readTree(register().body()).path("details").path("id").stringValue()).hasSize(32)
			.isNotEqualTo(RUN);
		JsonNode outputs = bulk().path("outputs");
		assertThat(outputs.path("start-01").path("code").stringValue()).isEqualTo("not_found");
	}

	@Test
	void forgetShouldBeginAnew() throws Exception {
		register();
		this.server.forget();
		assertThat(this.server.runs()).isEmpty();
		assertThat(this.server.requests()).isEmpty();
		assertThat(this.server.log().done()).isEmpty();
		assertThat(register().statusCode()).isEqualTo(200);
	}

	@Test
	void forgetShouldEndWhatIsOnItsWay() throws Exception {
		Sinks.Empty<Void> gate = Sinks.empty();
		this.server.script((request) -> (passage) -> gate.asMono().then(passage.passOn()).flatMap(passage::answer));
		CompletableFuture<HttpResponse<String>> asked = registerLater();
		await().until(() -> !this.server.requests().isEmpty());
		this.server.forget();
		gate.tryEmitEmpty();
		assertThat(asked).failsWithin(Duration.ofSeconds(20));
		assertThat(this.server.runs()).isEmpty();
		assertThat(this.server.log().done()).isEmpty();
	}

	@Test
	void isQuietAfterADropShouldBeTrue() {
		this.server.script((request) -> Fault.dropBefore());
		assertThatIOException().isThrownBy(this::register);
		await().until(this.server::isQuiet);
	}

	@Test
	void isQuietShouldWaitForTheEndOfWhatHangs() {
		this.server.script((request) -> Fault.hang());
		registerLater();
		await().until(() -> !this.server.requests().isEmpty());
		assertThat(this.server.isQuiet()).isFalse();
		this.server.down();
		await().until(this.server::isQuiet);
	}

	@Test
	void logShouldTellWhatWasDoneOnce() throws Exception {
		register();
		register();
		bulk();
		assertThat(this.server.log().changed()).isEmpty();
		assertThat(this.server.log().done()).extracting((done) -> done.item().operation())
			.containsExactly(WireItem.REGISTER, WireItem.START);
		assertThat(this.server.log().done()).allMatch((done) -> done.runId().equals(RUN));
	}

	@Test
	void logShouldTellKeysThatCameWithAnotherContent() throws Exception {
		register();
		post("/api/v1/agent_instance/register", REGISTER.formatted("06a1b2c3d40000000000000000000002", "register-1"),
				"token");
		assertThat(this.server.log().changed()).singleElement().asString().contains("register-1");
	}

	@Test
	void logShouldTakeAnItemOfBulkForTheSameAsARequestOfItsOwn() throws Exception {
		bulk();
		post("/api/v1/agent_instance/" + RUN + "/start", "{\"idempotency_key\":\"start-01\"}", "token");
		assertThat(this.server.log().changed()).isEmpty();
		post("/api/v1/agent_instance/" + RUN + "/start",
				"{\"timestamp\":\"2026-03-04T05:06:07.000Z\",\"idempotency_key\":\"start-01\"}", "token");
		assertThat(this.server.log().changed()).hasSize(1);
	}

	private JsonNode bulk() throws IOException, InterruptedException {
		String register = REGISTER.formatted(RUN, "register-1")
			.replaceFirst("\\{", "{\"_type\":\"" + WireItem.REGISTER + "\",");
		String start = """
				{"_type":"%s","agent_instance_id":"%s","idempotency_key":"start-01"}""".formatted(WireItem.START, RUN);
		String body = "{\"items\": [" + register + ", " + start + "]}";
		return JsonMapper.shared().readTree(post("/api/v1/bulk", body, "token").body());
	}

	private HttpResponse<String> register() throws IOException, InterruptedException {
		return client().send(registration(), BodyHandlers.ofString());
	}

	private CompletableFuture<HttpResponse<String>> registerLater() {
		return client().sendAsync(registration(), BodyHandlers.ofString());
	}

	private HttpRequest registration() {
		return posting("/api/v1/agent_instance/register", REGISTER.formatted(RUN, "register-1"), "token");
	}

	private HttpResponse<String> post(String path, String body, String token) throws IOException, InterruptedException {
		return client().send(posting(path, body, token), BodyHandlers.ofString());
	}

	private HttpRequest posting(String path, String body, String token) {
		return request(path, token).header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build();
	}

	private HttpResponse<String> get(String path, @Nullable String token) throws IOException, InterruptedException {
		return client().send(request(path, token).GET().build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path, @Nullable String token) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.server.url().resolve(path))
			.timeout(Duration.ofSeconds(30));
		return (token != null) ? request.header("Authorization", "Bearer " + token) : request;
	}

	// With a connection of its own
	private static HttpClient client() {
		return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
	}

}
