package ai.prefactor.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.api.Operation;
import ai.prefactor.http.ManualTime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs of an agent that is not there, or not yet.
 */
@Timeout(120)
class MissingAgentTests {

	private final ManualTime time = new ManualTime();

	private final TestTransport tested = new TestTransport(new TransportSettings(1_000, 1 << 20, 1,
			Duration.ofMillis(5), 2, Duration.ofMillis(5), TestTransport.SINGLY, null), this.time::nanos);

	private final TestRun run = new TestRun();

	private final TestRun other = new TestRun();

	@AfterEach
	void close() {
		this.tested.close();
	}

	@Test
	void aRunShouldWaitForItsAgentWhileOthersGoOn() {
		missing(this.run, 1);
		this.tested.start();
		submit(this.run);
		submit(this.other);
		await().until(() -> this.tested.platform().instances().containsValue("complete"));
		assertThat(this.tested.transport().flush(Duration.ZERO)).as("the first waits").isFalse();
		flushWhileTimePasses();
		assertThat(this.tested.counts().delivered()).isEqualTo(2);
		assertThat(this.tested.platform().violations()).isEmpty();
	}

	@Test
	void whoFlushesShouldLearnAtOnceThatTheRunThatWaitedIsThrough() throws Exception {
		missing(this.run, 1);
		this.tested.start();
		submit(this.run);
		await().until(() -> !this.tested.platform().calls().isEmpty());
		CompletableFuture<Boolean> flush = new CompletableFuture<>();
		Thread flushing = new Thread(() -> flush.complete(this.tested.transport().flush(Duration.ofHours(1))));
		flushing.setDaemon(true);
		flushing.start();
		await().until(() -> flushing.getState() == Thread.State.TIMED_WAITING);
		await().atMost(TestTransport.SOON).until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return flush.isDone();
		});
		assertThat(flush.get()).isTrue();
	}

	@Test
	void aFlushShouldNotWaitForARunThatCameAfterIt() throws Exception {
		missing(this.other, Integer.MAX_VALUE);
		this.tested.submit(this.run.register(), this.run.start());
		CompletableFuture<Boolean> flush = new CompletableFuture<>();
		Thread flushing = new Thread(() -> flush.complete(this.tested.transport().flush(Duration.ofHours(1))));
		flushing.setDaemon(true);
		flushing.start();
		await().until(() -> flushing.getState() == Thread.State.TIMED_WAITING);
		this.tested.submit(this.other.register());
		this.tested.start();
		assertThat(flush.get(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aRunWhoseAgentDoesNotComeShouldBeDroppedAloneAndCounted() {
		missing(this.run, Integer.MAX_VALUE);
		this.tested.start();
		submit(this.run);
		submit(this.other);
		flushWhileTimePasses();
		assertThat(this.tested.counts().lost()).containsEntry(DropReason.RUN_REJECTED, 1L);
		assertThat(this.tested.counts().runsLost()).isEqualTo(1);
		assertThat(this.tested.counts().delivered()).isEqualTo(1);
	}

	@Test
	void threeLostRunsInARowShouldShowAndNeitherBeAskedForWithoutEndNorHoldUpOthers() {
		this.tested.platform().before((call) -> {
			if (call.operation() == Operation.REGISTER && !call.subject().equals(this.other.id().toString())) {
				throw Failures.status(404);
			}
		});
		this.tested.start();
		await().until(() -> this.tested.platform().pings() == 1);
		for (int i = 0; i < 3; i++) {
			submit(new TestRun());
			flushWhileTimePasses();
		}
		assertThat(this.tested.transport().status().state()).isEqualTo(TransportState.DEGRADED);
		assertThat(this.tested.transport().status().lastFailure()).contains("prefactor.agent.id");
		submit(this.other);
		assertThat(this.tested.flush()).as("without that time goes on").isTrue();
		assertThat(this.tested.transport().status().state()).isEqualTo(TransportState.HEALTHY);
		assertThat(this.tested.platform().pings()).isEqualTo(1);
	}

	/**
	 * Flushes, while more time passes than anybody has patience for. Again and again,
	 * because a run steps aside only once it has its answer.
	 */
	private void flushWhileTimePasses() {
		await().atMost(TestTransport.SOON).until(() -> {
			this.time.advance(Duration.ofSeconds(10));
			return this.tested.transport().flush(Duration.ofMillis(50));
		});
	}

	private void submit(TestRun run) {
		this.tested.submit(run.register(), run.start(), run.span("one").end(), run.finish());
	}

	private void missing(TestRun run, int times) {
		AtomicInteger left = new AtomicInteger(times);
		this.tested.platform().before((call) -> {
			if (call.operation() == Operation.REGISTER && call.subject().equals(run.id().toString())
					&& left.getAndDecrement() > 0) {
				throw Failures.status(404);
			}
		});
	}

}
