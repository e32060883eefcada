package ai.prefactor.http;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.http.PrefactorConnectionException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class PrefactorHttpClientInterruptTests {

	@Test
	void getWhenInterruptedShouldEndTheExchangeAndKeepTheFlag() throws Exception {
		try (HangingServer server = new HangingServer(); PrefactorHttpClient client = client(server)) {
			FutureTask<PrefactorConnectionException> task = new FutureTask<>(() -> failure(client));
			Thread thread = new Thread(task, "caller");
			thread.start();
			server.awaitRequest();
			thread.interrupt();
			PrefactorConnectionException failure = task.get(20, TimeUnit.SECONDS);
			assertThat(failure).hasMessage("op was interrupted while waiting for the answer");
			assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
			assertThat(failure.isRetryable()).isFalse();
			assertThat(failure.mayHaveBeenSent()).isTrue();
			assertThat(server.hungUp()).succeedsWithin(20, TimeUnit.SECONDS);
		}
	}

	@Test
	void getWhenAlreadyInterruptedShouldNotSend() throws Exception {
		try (HangingServer server = new HangingServer(); PrefactorHttpClient client = client(server)) {
			Thread.currentThread().interrupt();
			PrefactorConnectionException failure = failure(client);
			assertThat(Thread.interrupted()).isTrue();
			assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
			assertThat(failure.mayHaveBeenSent()).isFalse();
		}
	}

	@Test
	void getWhenInterruptedAtTheGateShouldNotSend() throws Exception {
		AttemptGate gate = AttemptGate.system();
		gate.closeFor(Duration.ofHours(1));
		try (HangingServer server = new HangingServer();
				PrefactorHttpClient client = builder(server).gate(gate).build()) {
			Thread.currentThread().interrupt();
			PrefactorConnectionException failure = failure(client);
			assertThat(Thread.interrupted()).isTrue();
			assertThat(failure).hasMessage("op was interrupted while waiting as long as the server asked everybody to");
			assertThat(failure.mayHaveBeenSent()).isFalse();
		}
	}

	@Test
	void closeShouldEndWhatIsUnderWay() throws Exception {
		try (HangingServer server = new HangingServer(); PrefactorHttpClient client = client(server)) {
			FutureTask<PrefactorConnectionException> task = new FutureTask<>(() -> failure(client));
			new Thread(task, "caller").start();
			server.awaitRequest();
			client.close();
			PrefactorConnectionException failure = task.get(20, TimeUnit.SECONDS);
			assertThat(failure.kind()).isEqualTo(Kind.CLOSED);
			assertThat(failure.mayHaveBeenSent()).isTrue();
		}
	}

	private static PrefactorHttpClient client(HangingServer server) {
		return builder(server).build();
	}

	private static PrefactorHttpClient.Builder builder(HangingServer server) {
		return PrefactorHttpClient.builder(new HttpSettings(ApiServer.connection(server.url(), "t"),
				Duration.ofSeconds(5), Duration.ofMinutes(5), "test@1.0"));
	}

	private static PrefactorConnectionException failure(PrefactorHttpClient client) {
		try {
			client.get("op", "/", Function.identity());
		}
		catch (PrefactorConnectionException ex) {
			if (ex.kind() == Kind.INTERRUPTED) {
				assertThat(Thread.currentThread().isInterrupted()).isTrue();
			}
			return ex;
		}
		throw new AssertionError("The request succeeded");
	}

}
