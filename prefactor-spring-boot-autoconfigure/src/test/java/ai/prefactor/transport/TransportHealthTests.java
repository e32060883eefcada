package ai.prefactor.transport;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.http.Backoff;
import ai.prefactor.http.ManualTime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class TransportHealthTests {

	private static final Duration LONGEST = Duration.ofSeconds(5);

	private final ManualTime time = new ManualTime();

	private final RecordingTransportListener listener = new RecordingTransportListener();

	private final TransportHealth health = new TransportHealth(
			new Backoff(Duration.ofSeconds(1), 2, LONGEST, () -> new Random(1)), this.time, this.time::nanos,
			this.listener);

	@Test
	void whileHealthyEverybodyShouldSend() throws Exception {
		assertThat(this.health.awaitTurn()).isEqualTo(Turn.FREE);
		assertThat(this.health.awaitTurn()).isEqualTo(Turn.FREE);
	}

	@Test
	void afterStartUpOnePingShouldBeDue() {
		assertThat(this.health.tryTurn()).isNull();
		this.health.endTurn(Turn.PING);
		assertThat(this.health.tryTurn()).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void afterAFailureATurnShouldBeDueOnlyAfterAPause() throws Exception {
		checked();
		this.health.failed("503", null);
		assertThat(this.health.tryTurn()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.health.awaitTurn()).isEqualTo(Turn.SEND);
	}

	@Test
	void pausesShouldGrowAndStayWithinTheLongest() {
		checked();
		Duration before = Duration.ZERO;
		for (int i = 0; i < 100; i++) {
			this.health.failed("503", null);
			Duration pause = this.health.tryTurn();
			assertThat(pause).isNotNull().isLessThanOrEqualTo(LONGEST).isGreaterThanOrEqualTo(before.dividedBy(2));
			before = pause;
			this.time.advance(pause);
		}
		assertThat(before).isGreaterThan(Duration.ofMillis(2_499));
	}

	@Test
	void aFailureOfARequestThatWasUnderWayShouldNotPutOffTheTurnThatIsDueSooner() {
		checked();
		this.health.failed("503", null);
		Duration pause = this.health.tryTurn();
		assertThat(pause).isNotNull();
		this.time.advance(pause.minusMillis(200));
		this.health.failed("timeout", null);
		this.health.failed("timeout", null);
		assertThat(this.health.tryTurn()).isEqualTo(Duration.ofMillis(200));
	}

	@Test
	void retryAfterShouldPutTheTurnOffBeyondTheLongestPause() {
		checked();
		this.health.failed("503", null);
		this.health.failed("429", Duration.ofSeconds(30));
		assertThat(this.health.tryTurn()).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void onlyOneShouldHaveTheTurn() throws Exception {
		down();
		assertThat(this.health.awaitTurn()).isEqualTo(Turn.SEND);
		assertThat(this.health.tryTurn()).isNotNull();
		this.health.endTurn(Turn.SEND);
		assertThat(this.health.tryTurn()).isNull();
	}

	@Test
	void whoSentWithoutATurnShouldNotGiveBackThatOfAnother() throws Exception {
		checked();
		Turn early = this.health.awaitTurn();
		this.health.failed("503", null);
		this.time.advance(LONGEST);
		assertThat(this.health.awaitTurn()).isEqualTo(Turn.SEND);
		this.health.endTurn(early);
		assertThat(this.health.tryTurn()).as("a second probe at the same time").isNotNull();
	}

	@Test
	void aTurnThatIsGivenBackShouldGoToWhoeverWaits() throws Exception {
		down();
		this.health.awaitTurn();
		CompletableFuture<Turn> other = waiting();
		this.health.endTurn(Turn.SEND);
		assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(Turn.SEND);
	}

	@Test
	void aSuccessShouldLetAllGoAtOnce() throws Exception {
		down();
		this.health.awaitTurn();
		List<CompletableFuture<Turn>> others = List.of(waiting(), waiting(), waiting());
		this.health.succeeded();
		for (CompletableFuture<Turn> other : others) {
			assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(Turn.FREE);
		}
	}

	@Test
	void whileSomebodyWaitsWithARequestNobodyShouldPing() throws Exception {
		down();
		this.health.awaitTurn();
		CompletableFuture<Turn> other = waiting();
		this.health.failed("503", null);
		this.health.endTurn(Turn.SEND);
		this.time.advance(LONGEST);
		assertThat(this.health.tryTurn()).as("the request is the better probe").isNotNull();
		this.health.succeeded();
		other.get(20, TimeUnit.SECONDS);
	}

	@Test
	void whileSuspendedATurnShouldBeAPing() throws Exception {
		checked();
		this.health.refused("401");
		this.time.advance(LONGEST);
		assertThat(this.health.awaitTurn()).isEqualTo(Turn.PING);
	}

	@Test
	void afterATimeoutATurnShouldBeAPingUntilSomethingElseIsWrong() throws Exception {
		checked();
		this.health.hung("timeout");
		this.time.advance(LONGEST);
		assertThat(this.health.awaitTurn()).isEqualTo(Turn.PING);
		this.health.failed("503", null);
		this.health.endTurn(Turn.PING);
		this.time.advance(LONGEST);
		assertThat(this.health.awaitTurn()).isEqualTo(Turn.SEND);
	}

	@Test
	void whileSuspendedAnotherFailureShouldNotLiftIt() throws Exception {
		checked();
		this.health.refused("401");
		this.health.failed("connection refused", null);
		this.health.hindered("404");
		this.time.advance(LONGEST);
		assertThat(this.health.awaitTurn()).isEqualTo(Turn.PING);
		assertThat(this.listener.states()).containsExactly(TransportState.SUSPENDED);
	}

	@Test
	void whatTheServerAnswersToNoUseShouldMakeNobodyWait() throws Exception {
		checked();
		this.health.hindered("no such agent");
		assertThat(this.health.isHealthy()).isFalse();
		assertThat(status().state()).isEqualTo(TransportState.DEGRADED);
		assertThat(status().lastFailure()).isEqualTo("no such agent");
		assertThat(this.health.awaitTurn()).isEqualTo(Turn.FREE);
		assertThat(this.health.tryTurn()).as("a ping cannot help").isEqualTo(Duration.ofHours(1));
	}

	@Test
	void aSuccessShouldResetWhatIsCounted() {
		checked();
		this.health.failed("503", null);
		this.health.failed("503", null);
		assertThat(status().consecutiveFailures()).isEqualTo(2);
		this.time.advance(Duration.ofSeconds(3));
		this.health.succeeded();
		assertThat(status().consecutiveFailures()).isZero();
		assertThat(status().state()).isEqualTo(TransportState.HEALTHY);
		assertThat(status().since()).isEqualTo(ManualTime.START.plusSeconds(3));
		assertThat(status().lastFailure()).isEqualTo("503");
		assertThat(status().lastFailureAt()).isEqualTo(ManualTime.START);
	}

	@Test
	void stateChangesShouldBeToldOnce() {
		checked();
		this.health.failed("503", null);
		this.health.failed("503", null);
		this.health.refused("401");
		this.health.succeeded();
		this.health.succeeded();
		assertThat(this.listener.states()).containsExactly(TransportState.DEGRADED, TransportState.SUSPENDED,
				TransportState.HEALTHY);
	}

	@Test
	void closedShouldBeForGood() {
		this.health.close();
		this.health.succeeded();
		this.health.failed("503", null);
		assertThat(status().state()).isEqualTo(TransportState.CLOSED);
	}

	@Test
	void anInterruptShouldEndTheWait() {
		down();
		Thread.currentThread().interrupt();
		assertThat(catchThrowable(this.health::awaitTurn)).isInstanceOf(InterruptedException.class);
	}

	private void checked() {
		assertThat(this.health.tryTurn()).isNull();
		this.health.endTurn(Turn.PING);
	}

	private void down() {
		checked();
		this.health.failed("503", null);
		this.time.advance(LONGEST);
	}

	private TransportStatus status() {
		return this.health.status(new TransportStatus.Queue(0, 0, 1, 1), new TransportAccounts(List.of()).counts());
	}

	private CompletableFuture<Turn> waiting() {
		CompletableFuture<Turn> turn = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				turn.complete(this.health.awaitTurn());
			}
			catch (InterruptedException ex) {
				turn.completeExceptionally(new ExecutionException(ex));
			}
		});
		thread.setDaemon(true);
		thread.start();
		await()
			.until(() -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
		return turn;
	}

}
