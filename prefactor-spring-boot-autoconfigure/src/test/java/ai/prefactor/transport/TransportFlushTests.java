package ai.prefactor.transport;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.api.Operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What whoever flushes waits for, and what not.
 */
@Timeout(120)
class TransportFlushTests {

	private final TestTransport tested = new TestTransport(3, 1 << 20, 1);

	private final TestRun run = new TestRun();

	@AfterEach
	void close() {
		this.tested.close();
	}

	@Test
	void flushShouldWaitForWhatWasAcceptedBeforeIt() throws Exception {
		this.tested.start();
		CountDownLatch go = new CountDownLatch(1);
		this.tested.platform().before((call) -> Failures.await(go));
		this.tested.submit(this.run.register());
		assertThat(this.tested.transport().flush(Duration.ZERO)).isFalse();
		CompletableFuture<Boolean> flush = CompletableFuture.supplyAsync(this.tested::flush);
		go.countDown();
		assertThat(flush.get(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.tested.platform().instances()).hasSize(1);
	}

	@Test
	void flushShouldNotWaitForWhatComesAfterIt() throws Exception {
		this.tested.start();
		CountDownLatch first = new CountDownLatch(1);
		CountDownLatch second = new CountDownLatch(1);
		this.tested.platform()
			.before((call) -> Failures.await((call.operation() == Operation.REGISTER) ? first : second));
		this.tested.submit(this.run.register());
		CompletableFuture<Boolean> flush = new CompletableFuture<>();
		Thread flushing = new Thread(() -> flush.complete(this.tested.flush()));
		flushing.start();
		await().until(() -> flushing.getState() == Thread.State.TIMED_WAITING);
		// By itself, so that its answer does not wait for the second
		await().until(() -> !this.tested.platform().calls().isEmpty());
		this.tested.submit(this.run.start());
		first.countDown();
		assertThat(flush.get(20, TimeUnit.SECONDS)).isTrue();
		second.countDown();
	}

	@Test
	void flushShouldTakeATimeoutWithoutEnd() {
		this.tested.start();
		this.tested.submit(this.run.register());
		assertThat(this.tested.transport().flush(ChronoUnit.FOREVER.getDuration())).isTrue();
	}

	@Test
	void flushShouldNotWaitForWhatWasRefused() {
		this.tested.submit(this.run.register());
		assertThat(this.tested.submit(new TestRun().register())).isFalse();
		this.tested.start();
		assertThat(this.tested.flush()).isTrue();
		assertThat(this.tested.submit(new TestRun().span("unknown").end())).isFalse();
		assertThat(this.tested.transport().flush(Duration.ZERO)).isTrue();
	}

	@Test
	void flushShouldEndAtAnInterruptAndSaySo() {
		this.tested.submit(this.run.register());
		Thread.currentThread().interrupt();
		assertThat(this.tested.flush()).isFalse();
		assertThat(Thread.interrupted()).isTrue();
	}

}
