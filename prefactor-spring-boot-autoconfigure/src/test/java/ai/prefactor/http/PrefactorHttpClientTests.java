package ai.prefactor.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mockserver.model.HttpRequest;
import org.mockserver.model.HttpResponse;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import ai.prefactor.http.PrefactorConnectionException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class PrefactorHttpClientTests {

	private static final String SUCCESS = "{\"status\":\"success\",\"details\":{\"id\":\"i1\"}}";

	@RegisterExtension
	private static final ApiServer server = new ApiServer();

	private final RecordingRequestListener listener = new RecordingRequestListener();

	private PrefactorHttpClient client;

	@BeforeEach
	void build() {
		this.client = server.client().listener(this.listener).build();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void postShouldSendHeadersAndTheBytesAsTheyAre() {
		server.answer(200, SUCCESS);
		EncodedBody<?> body = EncodedBody.of("{ \"a\" :\"é\"}".getBytes(StandardCharsets.UTF_8));
		assertThat(this.client.<String>post("op", "/api/v1/x%2Fy", body, (answer) -> answer.detail("id")))
			.isEqualTo("i1");
		HttpRequest request = server.requests().get(0);
		assertThat(request.getMethod().getValue()).isEqualTo("POST");
		assertThat(request.getPath().getValue()).isEqualTo("/api/v1/x%2Fy");
		assertThat(request.getBodyAsRawBytes()).isEqualTo(body.toByteArray());
		assertThat(request.getHeader("Authorization")).containsExactly("Bearer " + ApiServer.TOKEN);
		assertThat(request.getHeader("Content-Type")).containsExactly("application/json");
		assertThat(request.getHeader("Accept")).containsExactly("application/json");
		assertThat(request.getHeader("X-Prefactor-SDK")).containsExactly("test@1.0");
	}

	@Test
	void getShouldAskForTheTokenEachTime() {
		server.answer(200, SUCCESS).answer(200, SUCCESS);
		String[] tokens = { "first", "second\n" };
		int[] asked = new int[1];
		try (PrefactorHttpClient rotating = client(connection(() -> tokens[asked[0]++]))) {
			rotating.get("op", "/", Function.identity());
			rotating.get("op", "/", Function.identity());
		}
		assertThat(server.requests()).extracting((request) -> request.getFirstHeader("Authorization"))
			.containsExactly("Bearer first", "Bearer second");
	}

	@Test
	void getWithoutTokenShouldSendNoAuthorization() {
		server.answer(200, SUCCESS);
		try (PrefactorHttpClient anonymous = client(ApiServer.connection(server.url(), null))) {
			anonymous.get("op", "/", Function.identity());
		}
		assertThat(server.requests().get(0).containsHeader("Authorization")).isFalse();
	}

	@Test
	void getWhenBaseUrlEndsWithASlashShouldNotDoubleIt() {
		server.answer(200, SUCCESS);
		try (PrefactorHttpClient slashed = client(
				ApiServer.connection(URI.create(server.url() + "/base/"), ApiServer.TOKEN))) {
			slashed.get("op", "/api", Function.identity());
		}
		assertThat(server.requests().get(0).getPath().getValue()).isEqualTo("/base/api");
	}

	@Test
	void getWhenTokenCannotBeAHeaderShouldFailWithoutShowingIt() {
		try (PrefactorHttpClient broken = client(ApiServer.connection(server.url(), "pf_\nX-Evil: 1"))) {
			PrefactorHttpException failure = failure(broken);
			assertThat(failure).hasMessage("op was not sent: the token holds a character that a header cannot carry")
				.hasNoCause();
			assertThat(failure.reason()).isEqualTo("unsent");
			assertThat(failure.mayHaveBeenSent()).isFalse();
		}
	}

	@Test
	void getWhenConnectionDetailsThrowShouldBeRetryable() {
		IllegalStateException problem = new IllegalStateException("vault is sealed");
		try (PrefactorHttpClient broken = client(connection(() -> {
			throw problem;
		}))) {
			assertThat(failure(broken)).hasMessage("op was not sent: its token could not be determined")
				.hasCause(problem)
				.returns(true, PrefactorHttpException::isRetryable);
		}
	}

	@Test
	void getWhenRefusedShouldTellCodeMessageAndErrors() {
		server.answer(422, """
				{"status":"error","code":"validation_failed","message":"Bad\\nspan","errors":{"schema_name":["blank"]}}
				""");
		PrefactorResponseException failure = (PrefactorResponseException) failure(this.client);
		assertThat(failure).hasMessage("op was answered with 422 (validation_failed): Bad span");
		assertThat(failure.code()).isEqualTo("validation_failed");
		assertThat(failure.apiMessage()).isEqualTo("Bad span");
		assertThat(failure.errors()).isEqualTo("{\"schema_name\":[\"blank\"]}");
		assertThat(failure.isJson()).isTrue();
		assertThat(failure.isRetryable()).isFalse();
		assertThat(this.listener.requests()).containsExactly("op CLIENT_ERROR 422");
	}

	@Test
	void getWhenServerEchoesTheTokenShouldNotShowIt() {
		server.answer(401, """
				{"status":"error","code":"bad %1$s","message":"Token %1$s is unknown","errors":{"token":"%1$s"}}
				""".formatted(ApiServer.TOKEN));
		PrefactorResponseException failure = (PrefactorResponseException) failure(this.client);
		assertThat(failure).hasMessage("op was answered with 401 (bad ******): Token ****** is unknown");
		assertThat(failure.toString() + failure.code() + failure.apiMessage() + failure.errors())
			.doesNotContain(ApiServer.TOKEN);
	}

	@Test
	void getWhenTokenIsInTheContentTypeShouldNotShowIt() {
		server.answer(HttpResponse.response("x").withHeader("Content-Type", "text/" + ApiServer.TOKEN));
		assertThat(failure(this.client)).message().contains("text/******").doesNotContain(ApiServer.TOKEN);
	}

	@Test
	void getWhenAnswerIsLargeShouldReadIt() {
		String large = "x".repeat(5 * 1024 * 1024);
		server.answer(200, "{\"status\":\"success\",\"details\":{\"id\":\"" + large + "\"}}");
		assertThat(this.client.<String>get("op", "/", (answer) -> answer.detail("id"))).hasSize(large.length());
	}

	@Test
	void getWhenAnswerIsTooLargeShouldSaySo() {
		byte[] large = new byte[PrefactorHttpClient.MAX_ANSWER_BYTES + 1];
		DisposableServer generous = HttpServer.create()
			.handle((request, response) -> response.sendByteArray(Mono.just(large)))
			.bindNow();
		try (PrefactorHttpClient reading = client(
				ApiServer.connection(URI.create("http://localhost:" + generous.port()), "t"))) {
			assertThat(failure(reading))
				.hasMessage("op was answered with 200: the answer is larger than the 16777216 bytes that are read");
		}
		finally {
			generous.disposeNow();
		}
	}

	@Test
	void getWhenCharsetIsWrongShouldReadTheJson() {
		server.answer(HttpResponse.response()
			.withBody("{\"status\":\"success\",\"details\":{\"id\":\"é\"}}".getBytes(StandardCharsets.UTF_8))
			.withHeader("Content-Type", "application/json; charset=ISO-8859-1"));
		assertThat(this.client.<String>get("op", "/", (answer) -> answer.detail("id"))).isEqualTo("é");
	}

	@Test
	void getWhenCharsetIsUnknownShouldReadTheJson() {
		server.answer(HttpResponse.response()
			.withBody(SUCCESS.getBytes(StandardCharsets.UTF_8))
			.withHeader("Content-Type", "application/json; charset=no-such-charset"));
		assertThat(this.client.<String>get("op", "/", (answer) -> answer.detail("id"))).isEqualTo("i1");
	}

	@Test
	void getWhenRedirectedShouldNotFollow() {
		server.answer(HttpResponse.response().withStatusCode(302).withHeader("Location", server.url() + "/elsewhere"));
		assertThat(failure(this.client))
			.hasMessage("op was answered with 302: redirects are not followed: is this the URL of Prefactor's API?");
		assertThat(server.requests()).hasSize(1);
	}

	@Test
	void getWhenConnectionIsDroppedShouldAttemptOnce() {
		server.drop();
		PrefactorConnectionException failure = (PrefactorConnectionException) failure(this.client);
		assertThat(failure.kind()).isEqualTo(Kind.DROPPED);
		assertThat(failure.isRetryable()).isTrue();
		assertThat(failure.mayHaveBeenSent()).isTrue();
		assertThat(failure).hasMessage("op lost its connection to " + server.url() + " before the answer was complete");
		assertThat(server.requests()).hasSize(1);
		assertThat(this.listener.requests()).containsExactly("op CONNECTION 0");
	}

	@Test
	void getWhenNobodyListensShouldSayWhere() {
		try (PrefactorHttpClient lost = client(ApiServer.connection(URI.create("http://user:pw@localhost:1"), "t"))) {
			PrefactorConnectionException failure = (PrefactorConnectionException) failure(lost);
			assertThat(failure).hasMessage("op could not connect to http://localhost:1");
			assertThat(failure.kind()).isEqualTo(Kind.CONNECT);
			assertThat(failure.mayHaveBeenSent()).isFalse();
		}
	}

	@Test
	void getWhenServerIsSlowShouldTimeOut() {
		server.hang();
		try (PrefactorHttpClient impatient = PrefactorHttpClient.builder(server.settings(Duration.ofMillis(200)))
			.build()) {
			assertThat(failure(impatient))
				.hasMessage("op got no complete answer from " + server.url() + " within 200 ms")
				.returns("timeout", PrefactorHttpException::reason)
				.returns(true, PrefactorHttpException::isRetryable);
		}
	}

	@Test
	void getWhenServersCertificateIsUnknownShouldNotConnect() {
		try (PrefactorHttpClient secure = client(ApiServer.connection(https(), "t"))) {
			assertThat(failure(secure).reason()).isEqualTo("connect");
		}
	}

	@Test
	void getWithSslContextShouldTrustIt() throws Exception {
		server.answer(200, SUCCESS);
		HttpSettings settings = new HttpSettings(ApiServer.connection(https(), "t"), Duration.ofSeconds(5),
				Duration.ofSeconds(20), "test@1.0");
		try (PrefactorHttpClient secure = PrefactorHttpClient.builder(settings)
			.sslContext(SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build())
			.build()) {
			assertThat(secure.<String>get("op", "/", (answer) -> answer.detail("id"))).isEqualTo("i1");
		}
	}

	@Test
	void getShouldRunOnTheLoopsThatItIsHanded() {
		server.answer(200, SUCCESS);
		LoopResources loops = LoopResources.create("handed-in", 1, true);
		try (PrefactorHttpClient shared = server.client().loopResources(loops).build()) {
			shared.get("op", "/", Function.identity());
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.anyMatch((name) -> name.startsWith("handed-in"));
		}
		loops.dispose();
	}

	@Test
	void getShouldTimeTheAttempt() {
		ManualTime time = new ManualTime();
		server.answer(200, SUCCESS);
		try (PrefactorHttpClient timed = server.client().listener(this.listener).clock(time, time::nanos).build()) {
			timed.get("op", "/", (answer) -> {
				time.advance(Duration.ofSeconds(3));
				return "";
			});
		}
		assertThat(this.listener.requests()).containsExactly("op SUCCESS 200");
		assertThat(this.listener.durations()).containsExactly(Duration.ofSeconds(3));
	}

	@Test
	void getWhenListenerThrowsShouldGoOn() {
		server.answer(200, SUCCESS);
		RequestListener hostile = new RequestListener() {

			@Override
			public void requested(String operation, Outcome outcome, int status, Duration duration) {
				throw new AssertionError("listener");
			}

		};
		try (PrefactorHttpClient guarded = server.client().listener(hostile).build()) {
			assertThat(guarded.<String>get("op", "/", (answer) -> answer.detail("id"))).isEqualTo("i1");
		}
	}

	@Test
	void getWhenServerSaysRetryAfterShouldCloseTheGateForAll() {
		ManualTime time = new ManualTime();
		AttemptGate gate = new AttemptGate(time::nanos, time);
		server.answer(ApiServer.json(429, "{\"status\":\"error\",\"code\":\"slow\"}").withHeader("Retry-After", "7"))
			.answer(200, SUCCESS);
		try (PrefactorHttpClient one = server.client().gate(gate).clock(time, time::nanos).build();
				PrefactorHttpClient other = server.client().gate(gate).build()) {
			assertThat(failure(one).retryAfter()).isEqualTo(Duration.ofSeconds(7));
			other.get("op", "/", Function.identity());
		}
		assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));
	}

	@Test
	void getWhenServerSaysRetryAfterOnA422ShouldLeaveTheGateOpen() {
		AttemptGate gate = AttemptGate.system();
		server.answer(ApiServer.json(422, "{\"status\":\"error\"}").withHeader("Retry-After", "7"));
		try (PrefactorHttpClient gated = server.client().gate(gate).build()) {
			failure(gated);
		}
		assertThat(gate.closedFor()).isZero();
	}

	@Test
	void getWhenClosedShouldSayThatItWasNotSent() {
		this.client.close();
		assertThat(failure(this.client)).hasMessage("op was not sent: the client is closed")
			.returns(false, PrefactorHttpException::isRetryable)
			.returns(false, PrefactorHttpException::mayHaveBeenSent);
	}

	@Test
	void settingsShouldNotShowTheConnection() {
		assertThat(server.settings(Duration.ofSeconds(1)))
			.hasToString("HttpSettings[connectTimeout=PT5S, requestTimeout=PT1S, sdkHeader=test@1.0]");
	}

	private static URI https() {
		return URI.create("https://localhost:" + server.port());
	}

	private static ApiConnection connection(Supplier<String> token) {
		return new ApiConnection() {

			@Override
			public URI url() {
				return server.url();
			}

			@Override
			public String token() {
				return token.get();
			}

		};
	}

	private static PrefactorHttpClient client(ApiConnection connection) {
		return PrefactorHttpClient
			.builder(new HttpSettings(connection, Duration.ofSeconds(5), Duration.ofSeconds(20), "test@1.0"))
			.build();
	}

	private static PrefactorHttpException failure(PrefactorHttpClient client) {
		try {
			client.get("op", "/", Function.identity());
		}
		catch (PrefactorHttpException ex) {
			return ex;
		}
		throw new AssertionError("The request succeeded");
	}

}
