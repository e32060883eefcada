package ai.prefactor.api;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.prefactor.http.ApiConnection;
import ai.prefactor.http.ApiServer;
import ai.prefactor.http.EncodedBody;
import ai.prefactor.http.HangingServer;
import ai.prefactor.http.HttpSettings;
import ai.prefactor.http.ManualTime;
import ai.prefactor.http.PrefactorConnectionException;
import ai.prefactor.http.PrefactorHttpClient;
import ai.prefactor.http.PrefactorHttpException;
import ai.prefactor.http.PrefactorResponseException;
import ai.prefactor.http.RetrySettings;
import ai.prefactor.http.StatusCodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
class RetryTests {

	@RegisterExtension
	private static final ApiServer server = new ApiServer();

	@Test
	void twoServerErrorsAndASuccessShouldBeThreeCallsWithTheSameKey() {
		server.answer(500, ClientsFixture.ERROR).answer(500, ClientsFixture.ERROR).answer(200, ClientsFixture.SUCCESS);
		try (ClientsFixture fixture = ClientsFixture.of(server)) {
			assertThat(fixture.clients.spans().create(ClientsFixture.body("one-key")).id()).isEqualTo("i1");
			assertThat(server.bodies()).hasSize(3).containsOnly("{\"idempotency_key\":\"one-key\"}");
			assertThat(fixture.time.nanos()).isEqualTo(Duration.ofMillis(1500).toNanos());
			assertThat(fixture.listener.retries()).containsExactly("agent_spans.create 500", "agent_spans.create 500");
			assertThat(fixture.listener.requests()).containsExactly("agent_spans.create SERVER_ERROR 500",
					"agent_spans.create SERVER_ERROR 500", "agent_spans.create SUCCESS 200");
		}
	}

	@Test
	void retriesShouldEndWithTheLastFailure() {
		for (int status : new int[] { 500, 501, 502, 503, 500 }) {
			server.answer(status, ClientsFixture.ERROR);
		}
		try (ClientsFixture fixture = ClientsFixture.of(server)) {
			assertThat(failure(fixture)).isInstanceOf(PrefactorResponseException.class)
				.returns(503, PrefactorHttpException::status);
			assertThat(server.requests()).hasSize(4);
			assertThat(fixture.listener.retries()).hasSize(3);
		}
	}

	@Test
	void rateLimitShouldWaitAsLongAsTheServerAsks() {
		server.answer(ApiServer.json(429, ClientsFixture.ERROR).withHeader("Retry-After", "3"))
			.answer(200, ClientsFixture.SUCCESS);
		try (ClientsFixture fixture = ClientsFixture.of(server)) {
			fixture.clients.ping().ping();
			assertThat(fixture.time.nanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
			assertThat(fixture.listener.retries()).containsExactly("ping 429");
		}
	}

	@Test
	void rateLimitWithADateShouldWaitUntilThen() {
		server
			.answer(ApiServer.json(429, ClientsFixture.ERROR)
				.withHeader("Retry-After", "Mon, 09 Feb 2026 10:15:34 GMT"))
			.answer(200, ClientsFixture.SUCCESS);
		try (ClientsFixture fixture = ClientsFixture.of(server)) {
			fixture.clients.ping().ping();
			assertThat(fixture.time.nanos()).isBetween(Duration.ofSeconds(3).toNanos(),
					Duration.ofSeconds(4).toNanos());
		}
	}

	@Test
	void aLongPauseShouldBeLeftToWhoeverHasMoreToSend() {
		server.answer(ApiServer.json(503, ClientsFixture.ERROR).withHeader("Retry-After", "6"));
		try (ClientsFixture fixture = ClientsFixture.of(server)) {
			assertThat(failure(fixture).retryAfter()).isEqualTo(Duration.ofSeconds(6));
			assertThat(fixture.time.sleeps()).isEmpty();
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void droppedConnectionShouldBeRetried() {
		server.drop().answer(200, ClientsFixture.SUCCESS);
		try (ClientsFixture fixture = ClientsFixture.of(server)) {
			fixture.clients.ping().ping();
			assertThat(server.requests()).hasSize(2);
			assertThat(fixture.listener.retries()).containsExactly("ping dropped");
		}
	}

	@Test
	void timeoutShouldBeRetried() {
		server.hang();
		for (int i = 0; i < ClientsFixture.RETRIES.maxRetries(); i++) {
			server.answer(200, ClientsFixture.SUCCESS);
		}
		try (ClientsFixture fixture = ClientsFixture
			.of(PrefactorHttpClient.builder(server.settings(Duration.ofSeconds(2))))) {
			fixture.clients.ping().ping();
			// More than one where the answer is late, too
			assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(2);
			assertThat(fixture.listener.retries()).containsOnly("ping timeout");
		}
	}

	@Test
	void timeoutOfManyItemsShouldNotBeRetriedBecauseTheyGoInPartsThen() {
		server.hang();
		EncodedBody<BulkRequest> body = BulkRequest
			.of(List.of(new RequestEncoder().encode(new StartInstanceRequest("r1", null, "key-one-start"))));
		try (ClientsFixture fixture = ClientsFixture
			.of(PrefactorHttpClient.builder(server.settings(Duration.ofSeconds(1))))) {
			assertThatExceptionOfType(PrefactorHttpException.class).isThrownBy(() -> fixture.clients.bulk().send(body));
			assertThat(server.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 403, 404, 502 })
	void htmlShouldBeRetriedWhateverItsStatus(int status) {
		server.answer(ApiServer.html(status)).answer(200, ClientsFixture.SUCCESS);
		try (ClientsFixture fixture = ClientsFixture.of(server)) {
			fixture.clients.ping().ping();
			assertThat(fixture.listener.retries()).containsExactly("ping not_json");
			assertThat(fixture.listener.requests()).containsExactly("ping INVALID " + status, "ping SUCCESS 200");
		}
	}

	@Test
	void truncatedJsonShouldBeRetried() {
		server.answer(200, "{\"status\":\"success\",\"deta").answer(200, ClientsFixture.SUCCESS);
		try (ClientsFixture fixture = ClientsFixture.of(server)) {
			fixture.clients.ping().ping();
			assertThat(server.requests()).hasSize(2);
		}
	}

	@Test
	void statusCodesShouldDecideWhatIsRetried() {
		server.answer(418, ClientsFixture.ERROR).answer(500, ClientsFixture.ERROR);
		RetrySettings teapots = new RetrySettings(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(60),
				StatusCodes.of("418"));
		try (ClientsFixture fixture = ClientsFixture.of(server, teapots, () -> false)) {
			assertThat(failure(fixture).status()).isEqualTo(500);
			assertThat(server.requests()).hasSize(2);
		}
	}

	@Test
	void withoutRetriesShouldAttemptOnce() {
		server.answer(500, ClientsFixture.ERROR);
		RetrySettings none = new RetrySettings(0, Duration.ofSeconds(1), 2, Duration.ofSeconds(60),
				StatusCodes.of("500"));
		try (ClientsFixture fixture = ClientsFixture.of(server, none, () -> false)) {
			assertThat(failure(fixture).status()).isEqualTo(500);
		}
	}

	@Test
	void singleAttemptShouldBeAskedWhenARequestStarts() {
		server.answer(500, ClientsFixture.ERROR).answer(500, ClientsFixture.ERROR).answer(200, ClientsFixture.SUCCESS);
		AtomicBoolean single = new AtomicBoolean(true);
		try (ClientsFixture fixture = ClientsFixture.of(server, ClientsFixture.RETRIES, single::get)) {
			assertThat(failure(fixture).status()).isEqualTo(500);
			assertThat(fixture.time.sleeps()).isEmpty();
			single.set(false);
			fixture.clients.ping().ping();
			assertThat(server.requests()).hasSize(3);
		}
	}

	@Test
	void pauseShouldEndSoonWhenRequestsBecomeSingleAttempts() {
		server.answer(500, ClientsFixture.ERROR);
		RetrySettings slow = new RetrySettings(3, Duration.ofHours(2), 1, Duration.ofHours(2), StatusCodes.of("500"));
		ManualTime time = new ManualTime();
		Duration outage = Duration.ofSeconds(10);
		try (PrefactorHttpClient http = server.client().clock(time, time::nanos).build()) {
			ApiClients clients = ApiClients.create(http, slow, time, () -> () -> 0L,
					() -> time.nanos() >= outage.toNanos());
			PrefactorHttpException failure = catchThrowableOfType(PrefactorHttpException.class,
					() -> clients.ping().ping());
			assertThat(failure.status()).isEqualTo(500);
			assertThat(Duration.ofNanos(time.nanos())).isBetween(outage, outage.plusMillis(250));
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void pauseThatWasCutShouldNotBeFollowedByAnAttempt() {
		server.answer(500, ClientsFixture.ERROR).answer(200, ClientsFixture.SUCCESS);
		AtomicInteger asked = new AtomicInteger();
		try (ClientsFixture fixture = ClientsFixture.of(server, ClientsFixture.RETRIES,
				() -> asked.incrementAndGet() == 3)) {
			assertThat(failure(fixture).status()).isEqualTo(500);
			assertThat(server.requests()).hasSize(1);
			assertThat(fixture.listener.retries()).isEmpty();
		}
	}

	@Test
	void interruptDuringBackOffShouldEndTheRequestAndKeepTheFlag() throws Exception {
		server.answer(500, ClientsFixture.ERROR);
		CountDownLatch waiting = new CountDownLatch(1);
		try (PrefactorHttpClient http = server.client().build()) {
			ApiClients clients = ApiClients.create(http, ClientsFixture.RETRIES, (duration) -> {
				waiting.countDown();
				new Semaphore(0).acquire();
			}, () -> () -> 0L, () -> false);
			FutureTask<PrefactorConnectionException> task = new FutureTask<>(() -> interrupted(clients));
			Thread thread = new Thread(task, "caller");
			thread.start();
			waiting.await();
			thread.interrupt();
			PrefactorConnectionException failure = task.get(20, TimeUnit.SECONDS);
			assertThat(failure).hasMessage("ping was interrupted while waiting to be repeated");
			assertThat(failure.mayHaveBeenSent()).isTrue();
			assertThat(failure.getSuppressed()).hasSize(1);
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void interruptDuringARequestShouldNotBeRetried() throws Exception {
		try (HangingServer hanging = new HangingServer();
				ClientsFixture fixture = ClientsFixture
					.of(PrefactorHttpClient.builder(new HttpSettings(ApiServer.connection(hanging.url(), "t"),
							Duration.ofSeconds(5), Duration.ofMinutes(5), "test@1.0")))) {
			FutureTask<PrefactorConnectionException> task = new FutureTask<>(() -> interrupted(fixture.clients));
			Thread thread = new Thread(task, "caller");
			thread.start();
			hanging.awaitRequest();
			thread.interrupt();
			assertThat(task.get(20, TimeUnit.SECONDS)).hasMessage("ping was interrupted while waiting for the answer");
			assertThat(fixture.listener.retries()).isEmpty();
		}
	}

	@Test
	void failureToConnectAfterADropShouldStillSayThatItMayHaveBeenSent() {
		server.drop();
		List<URI> urls = new ArrayList<>(List.of(server.url(), URI.create("http://localhost:1")));
		ApiConnection moving = new ApiConnection() {

			@Override
			public URI url() {
				return (urls.size() > 1) ? urls.remove(0) : urls.get(0);
			}

			@Override
			public String token() {
				return "t";
			}

		};
		try (ClientsFixture fixture = ClientsFixture.of(PrefactorHttpClient
			.builder(new HttpSettings(moving, Duration.ofSeconds(5), Duration.ofSeconds(20), "test@1.0")))) {
			assertThat(failure(fixture)).hasMessage("ping could not connect to http://localhost:1")
				.returns("connect", PrefactorHttpException::reason)
				.returns(true, PrefactorHttpException::mayHaveBeenSent);
		}
	}

	@Test
	void proxiesShouldHideTheirTargets() {
		try (ClientsFixture fixture = ClientsFixture.of(server)) {
			assertThat(List.of(fixture.clients.ping(), fixture.clients.spans(), fixture.clients.instances(),
					fixture.clients.bulk()))
				.allMatch((client) -> Proxy.isProxyClass(client.getClass()));
		}
	}

	private static PrefactorHttpException failure(ClientsFixture fixture) {
		return catchThrowableOfType(PrefactorHttpException.class, () -> fixture.clients.ping().ping());
	}

	private static PrefactorConnectionException interrupted(ApiClients clients) {
		PrefactorConnectionException failure = catchThrowableOfType(PrefactorConnectionException.class,
				() -> clients.ping().ping());
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		return failure;
	}

}
