package ai.prefactor.api;

import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockserver.model.HttpRequest;

import ai.prefactor.http.ApiServer;
import ai.prefactor.http.PrefactorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Paths, answers and the meaning of conflicts, per endpoint.
 */
class EndpointTests {

	@RegisterExtension
	private static final ApiServer server = new ApiServer();

	private ClientsFixture fixture;

	private AgentInstanceClient instances;

	private AgentSpanClient spans;

	@BeforeEach
	void build() {
		this.fixture = ClientsFixture.of(server);
		this.instances = this.fixture.clients.instances();
		this.spans = this.fixture.clients.spans();
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void registerShouldPostAndTellTheId() {
		server.answer(200, ClientsFixture.SUCCESS);
		assertThat(this.instances.register(ClientsFixture.body("k"))).isEqualTo(new Acknowledgement("i1", null, false));
		assertSent("POST", "/api/v1/agent_instance/register", "agent_instance.register");
	}

	@Test
	void startShouldPost() {
		server.answer(200, "{\"status\":\"success\"}");
		assertThat(this.instances.start("r1", ClientsFixture.body("k")))
			.isEqualTo(new Acknowledgement(null, null, false));
		assertSent("POST", "/api/v1/agent_instance/r1/start", "agent_instance.start");
	}

	@Test
	void finishInstanceShouldPost() {
		server.answer(200, ClientsFixture.SUCCESS);
		this.instances.finish("r1", ClientsFixture.body("k"));
		assertSent("POST", "/api/v1/agent_instance/r1/finish", "agent_instance.finish");
	}

	@Test
	void getShouldTellTheState() {
		server.answer(200, """
				{"status":"success","details":{"id":"r1","status":"terminated","termination_reason":"Too slow","x":1}}
				""");
		InstanceDetails details = this.instances.get("r1");
		assertThat(details).isEqualTo(new InstanceDetails("r1", "terminated", "Too slow"));
		assertThat(details.isTerminated()).isTrue();
		assertSent("GET", "/api/v1/agent_instance/r1", "agent_instance.get");
	}

	@Test
	void createShouldPostAndTellTheControlSignal() {
		server.answer(200, """
				{"status":"success","details":{"id":"s9"},"control":{"terminate":true,"reason":"Stop it"}}
				""");
		assertThat(this.spans.create(ClientsFixture.body("k")))
			.isEqualTo(new Acknowledgement("s9", new ControlSignal(true, "Stop it"), false));
		assertSent("POST", "/api/v1/agent_spans", "agent_spans.create");
	}

	@Test
	void finishSpanShouldPost() {
		server.answer(200, "{\"status\":\"success\",\"control\":{\"terminate\":false}}");
		assertThat(this.spans.finish("s1", ClientsFixture.body("k")))
			.isEqualTo(new Acknowledgement(null, new ControlSignal(false, null), false));
		assertSent("POST", "/api/v1/agent_spans/s1/finish", "agent_spans.finish");
	}

	@Test
	void pingShouldGet() {
		server.answer(200, "{\"status\":\"success\"}");
		this.fixture.clients.ping().ping();
		assertSent("GET", "/api/v1/ping", "ping");
	}

	@Test
	void idsShouldBeEncodedInPaths() {
		server.answer(200, ClientsFixture.SUCCESS).answer(200, ClientsFixture.SUCCESS);
		this.instances.start("a/../b?c é", ClientsFixture.body("k"));
		this.spans.finish("a/b#c", ClientsFixture.body("k"));
		assertThat(server.requests()).extracting((request) -> request.getPath().getValue())
			.containsExactly("/api/v1/agent_instance/a%2F..%2Fb%3Fc%20%C3%A9/start",
					"/api/v1/agent_spans/a%2Fb%23c/finish");
	}

	@Test
	void registerWithoutIdInTheAnswerShouldFailAtOnce() {
		server.answer(200, "{\"status\":\"success\",\"details\":{}}");
		PrefactorResponseException failure = failure(
				(clients) -> clients.instances().register(ClientsFixture.body("k")));
		assertThat(failure.code()).isEqualTo(PrefactorResponseException.CONTRACT);
		assertThat(failure.isRetryable()).isFalse();
		assertThat(this.fixture.listener.requests()).containsExactly("agent_instance.register INVALID 200");
	}

	@Test
	void createWithoutIdInTheAnswerShouldBeTolerated() {
		server.answer(200, "{\"status\":\"success\"}");
		assertThat(this.spans.create(ClientsFixture.body("k")).id()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"status\":\"error\",\"code\":\"invalid_action\",\"message\":\"Whatever\"}",
			"{\"status\":\"error\"}" })
	void finishWhenFinishedAlreadyShouldSucceed(String conflict) {
		server.answer(409, conflict).answer(409, conflict);
		Acknowledgement expected = new Acknowledgement(null, null, true);
		assertThat(this.instances.finish("r1", ClientsFixture.body("k"))).isEqualTo(expected);
		assertThat(this.spans.finish("s1", ClientsFixture.body("k"))).isEqualTo(expected);
	}

	@Test
	void finishWhenConflictIsAnotherShouldFail() {
		server.answer(409,
				"{\"status\":\"error\",\"code\":\"idempotency_key_reused\",\"message\":\"already finished\"}");
		PrefactorResponseException failure = failure(
				(clients) -> clients.spans().finish("s1", ClientsFixture.body("k")));
		assertThat(failure.code()).isEqualTo("idempotency_key_reused");
		assertThat(failure.isConflict()).isTrue();
	}

	@Test
	void finishWhenAProxySays409ShouldFail() {
		for (int i = 0; i < 4; i++) {
			server.answer(ApiServer.html(409));
		}
		assertThat(failure((clients) -> clients.spans().finish("s1", ClientsFixture.body("k"))).isConflict()).isFalse();
	}

	@Test
	void createWhenItExistsShouldTellStatusAndCode() {
		server.answer(409, "{\"status\":\"error\",\"code\":\"already_exists\",\"message\":\"Taken\"}");
		PrefactorResponseException failure = failure((clients) -> clients.spans().create(ClientsFixture.body("k")));
		assertThat(failure.status()).isEqualTo(409);
		assertThat(failure.code()).isEqualTo("already_exists");
		assertThat(failure.isConflict()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "400", "401", "403", "404", "413", "422" })
	void refusalsShouldNotBeRetried(int status) {
		server.answer(status, ClientsFixture.ERROR);
		PrefactorResponseException failure = failure((clients) -> clients.spans().create(ClientsFixture.body("k")));
		assertThat(failure.status()).isEqualTo(status);
		assertThat(server.requests()).hasSize(1);
	}

	private PrefactorResponseException failure(Consumer<ApiClients> call) {
		return catchThrowableOfType(PrefactorResponseException.class, () -> call.accept(this.fixture.clients));
	}

	private void assertSent(String method, String path, String operation) {
		HttpRequest request = server.requests().get(0);
		assertThat(request.getMethod().getValue()).isEqualTo(method);
		assertThat(request.getPath().getValue()).isEqualTo(path);
		if ("POST".equals(method)) {
			assertThat(server.bodies()).containsExactly("{\"idempotency_key\":\"k\"}");
		}
		assertThat(this.fixture.listener.requests()).containsExactly(operation + " SUCCESS 200");
	}

}
