package ai.prefactor.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockserver.model.HttpRequest;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import ai.prefactor.api.ItemResult.Accepted;
import ai.prefactor.api.ItemResult.Refused;
import ai.prefactor.http.ApiServer;
import ai.prefactor.http.EncodedBody;
import ai.prefactor.http.HttpSettings;
import ai.prefactor.http.PrefactorHttpClient;
import ai.prefactor.http.PrefactorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What is sent in bulk, and what is read of the answer.
 */
class BulkClientTests {

	private static final EncodedBody<BulkRequest> BODY = BulkRequest
		.of(List.of(new RequestEncoder().encode(new StartInstanceRequest("r1", null, "key-one-start"))));

	@RegisterExtension
	private static final ApiServer server = new ApiServer();

	private ClientsFixture fixture;

	@BeforeEach
	void build() {
		this.fixture = ClientsFixture.of(server);
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void sendShouldPostTheItems() {
		send("{}");
		HttpRequest request = server.requests().get(0);
		assertThat(request.getMethod().getValue()).isEqualTo("POST");
		assertThat(request.getPath().getValue()).isEqualTo("/api/v1/bulk");
		assertThat(server.bodies()).containsExactly("{\"items\":[{\"_type\":\"agent_instances/start\","
				+ "\"idempotency_key\":\"key-one-start\",\"agent_instance_id\":\"r1\"}]}");
		assertThat(this.fixture.listener.requests()).containsExactly("bulk SUCCESS 200");
	}

	@Test
	void sendShouldTellItemsApart() {
		BulkAnswer answer = send("""
				{"accepted":{"status":"success","details":{"type":"span","id":"s1","payload":{"id":"not this one"}}},
				"refused":{"status":"error","code":"invalid_action","message":"It is over","status_code":409}}""");
		assertThat(answer.size()).isEqualTo(2);
		assertThat(answer.result("accepted")).isEqualTo(new Accepted(new Acknowledgement("s1", null, false)));
		assertThat(answer.result("refused")).isEqualTo(new Refused("invalid_action", "It is over", 409));
		assertThat(answer.result("missing")).isNull();
	}

	@Test
	void itemWithoutMoreThanItsStatusShouldBeTold() {
		BulkAnswer answer = send("{\"a\":{\"status\":\"success\"},\"b\":{\"status\":\"error\",\"code\":7}}");
		assertThat(answer.result("a")).isEqualTo(new Accepted(new Acknowledgement(null, null, false)));
		assertThat(answer.result("b")).isEqualTo(new Refused(null, null, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"success\"", "null", "[{}]", "{}", "{\"status\":\"maybe\",\"details\":{\"id\":\"x\"}}" })
	void whatCannotBeReadOfOneItemShouldBeNoAnswerForItAndSpoilNoOther(String item) {
		BulkAnswer answer = send("{\"a\":%s,\"b\":{\"status\":\"success\"}}".formatted(item));
		assertThat(answer.result("a")).isNull();
		assertThat(answer.result("b")).isEqualTo(new Accepted(new Acknowledgement(null, null, false)));
	}

	@Test
	void itemShouldCarryItsControlSignal() {
		BulkAnswer answer = send("""
				{"a":{"control":{"terminate":true,"reason":"Stop it"},"status":"success"},
				"b":{"control":{"terminate":"yes","reason":7},"status":"success"},
				"c":{"control":null,"status":"success","details":[]}}""");
		assertThat(control(answer, "a")).isEqualTo(new ControlSignal(true, "Stop it"));
		assertThat(control(answer, "b")).isEqualTo(new ControlSignal(false, null));
		assertThat(control(answer, "c")).isNull();
	}

	@Test
	void partOfAnAnswerThatCallsItselfAnErrorShouldCount() {
		server.answer(200, "{\"outputs\":{\"a\":{\"status\":\"error\"}},\"status\":\"error\",\"code\":\"partial\"}");
		assertThat(this.fixture.clients.bulk().send(BODY).result("a")).isEqualTo(new Refused(null, null, null));
	}

	@Test
	void refusalShouldNotShowTheTokenNorGoOnForEver() {
		BulkAnswer answer = send("{\"a\":{\"status\":\"error\",\"code\":\"bad %1$s\",\"message\":\"%1$s %2$s\"}}"
			.formatted(ApiServer.TOKEN, "x".repeat(5_000)));
		assertThat(answer.result("a")).asString()
			.doesNotContain(ApiServer.TOKEN)
			.contains("bad ******")
			.hasSizeLessThan(700);
	}

	@Test
	void answerOfManyMegabytesShouldBeRead() {
		StringBuilder outputs = new StringBuilder("{");
		for (int i = 0; i < 500; i++) {
			outputs.append((i > 0) ? "," : "")
				.append("\"key-%d\":{\"details\":{\"payload\":{\"text\":\"%s\"},\"id\":\"s%d\"},\"status\":\"success\"}"
					.formatted(i, "x".repeat(10_000), i));
		}
		BulkAnswer answer = answered("{\"status\":\"success\",\"outputs\":" + outputs.append("}}"));
		assertThat(answer.size()).isEqualTo(500);
		assertThat(answer.result("key-499")).isEqualTo(new Accepted(new Acknowledgement("s499", null, false)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>", "", "{}", "[]", "{\"status\":\"success\"}",
			"{\"status\":\"success\",\"outputs\":[]}", "{\"status\":\"success\",\"outputs\":null}",
			"{\"status\":\"success\",\"outputs\":{\"a\":{\"status\":\"success\"}",
			"{\"status\":\"success\",\"outputs\":{\"a\":{\"status\":\"success\"}}}<html>" })
	void successThatCannotBeReadShouldBeTransient(String text) {
		for (int i = 0; i < 4; i++) {
			server.answer(200, text);
		}
		PrefactorResponseException failure = failure(this.fixture.clients);
		assertThat(failure.isUnreadableSuccess()).isTrue();
		assertThat(failure.isRetryable()).isTrue();
		assertThat(failure.mayHaveBeenSent()).isTrue();
		assertThat(server.bodies()).hasSize(4).containsOnly(new String(BODY.toByteArray(), StandardCharsets.UTF_8));
	}

	@Test
	void answerThatIsTooLargeShouldBeAnUnreadableSuccess() {
		byte[] large = new byte[PrefactorHttpClient.MAX_ANSWER_BYTES + 1];
		DisposableServer generous = HttpServer.create()
			.handle((request, response) -> response.sendByteArray(Mono.just(large)))
			.bindNow();
		HttpSettings settings = new HttpSettings(
				ApiServer.connection(URI.create("http://localhost:" + generous.port()), "t"), Duration.ofSeconds(5),
				Duration.ofSeconds(20), "test@1.0");
		try (ClientsFixture other = ClientsFixture.of(PrefactorHttpClient.builder(settings))) {
			assertThat(failure(other.clients).isUnreadableSuccess()).isTrue();
		}
		finally {
			generous.disposeNow();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 404, 405, 413, 422 })
	void refusalOfTheWholeShouldTellItsStatus(int status) {
		server.answer(status, ClientsFixture.ERROR);
		PrefactorResponseException failure = failure(this.fixture.clients);
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.code()).isEqualTo("trouble");
		assertThat(failure.isUnreadableSuccess()).isFalse();
		assertThat(server.requests()).hasSize(1);
	}

	@Test
	void errorWithout4xxShouldTellItsCode() {
		server.answer(200, ClientsFixture.ERROR);
		PrefactorResponseException failure = failure(this.fixture.clients);
		assertThat(failure.code()).isEqualTo("trouble");
		assertThat(failure.isUnreadableSuccess()).isFalse();
	}

	@Test
	void sendOfOneShouldGoToItsOwnEndpoint() {
		List<ApiRequest> requests = List.of(
				new RegisterRequest(null, null, "r1", new AgentVersion("v", null, null), "{}", null, null, "key-1"),
				new StartInstanceRequest("r1", null, "key-2"), new FinishInstanceRequest("r1", null, null, "key-3"),
				new CreateSpanRequest(new SpanDetails("r1", "t", "active", "s1", null, null, null,
						this.fixture.time.instant(), null, null), "key-4"),
				new FinishSpanRequest("s1", "complete", this.fixture.time.instant(), null, null, "key-5"));
		for (ApiRequest request : requests) {
			server.answer(200, ClientsFixture.SUCCESS);
			EncodedRequest encoded = new RequestEncoder().encode(request);
			assertThat(this.fixture.clients.send(encoded).id()).isEqualTo("i1");
			assertThat(server.bodies()).last()
				.isEqualTo(new String(encoded.alone().toByteArray(), StandardCharsets.UTF_8));
		}
		assertThat(server.requests()).extracting((request) -> request.getPath().getValue())
			.containsExactly("/api/v1/agent_instance/register", "/api/v1/agent_instance/r1/start",
					"/api/v1/agent_instance/r1/finish", "/api/v1/agent_spans", "/api/v1/agent_spans/s1/finish");
		assertThat(this.fixture.listener.requests()).containsExactlyElementsOf(
				requests.stream().map((request) -> request.operation().id() + " SUCCESS 200").toList());
	}

	private BulkAnswer send(String outputs) {
		return answered("{\"status\":\"success\",\"outputs\":" + outputs + "}");
	}

	private BulkAnswer answered(String text) {
		server.answer(200, text);
		return this.fixture.clients.bulk().send(BODY);
	}

	private static ControlSignal control(BulkAnswer answer, String key) {
		return ((Accepted) answer.result(key)).acknowledgement().control();
	}

	private static PrefactorResponseException failure(ApiClients clients) {
		return catchThrowableOfType(PrefactorResponseException.class, () -> clients.bulk().send(BODY));
	}

}
