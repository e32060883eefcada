package ai.prefactor.queue;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.queue.TaskExecutor.Lane;
import ai.prefactor.queue.WorkQueue.Entry;
import ai.prefactor.queue.WorkQueue.Offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TaskExecutor}: how it stops.
 */
@Timeout(60)
class TaskExecutorStopTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final WorkQueue<String> queue = new InMemoryWorkQueue<>(new QueueBounds(1_000, 1_000), (item) -> 1);

	private final Queue<String> handled = new ConcurrentLinkedQueue<>();

	private final FailureRecorder failures = new FailureRecorder();

	private final CountDownLatch atWork = new CountDownLatch(1);

	private final CountDownLatch goOn = new CountDownLatch(1);

	@Test
	void stopShouldDrainWhatWasAccepted() throws Exception {
		TaskExecutor<String> executor = started("test-drain", this::handleWhenToldTo);
		offer("a", "b", "c");
		this.atWork.await();
		CompletableFuture<List<String>> left = CompletableFuture.supplyAsync(() -> executor.stop(LONG));
		await().until(this.queue::isClosed);
		this.goOn.countDown();
		assertThat(left.get()).isEmpty();
		assertThat(this.handled).containsExactly("a", "b", "c");
		awaitNoThread("test-drain");
	}

	@Test
	void stopWhenWorkersSleepShouldEndThem() {
		TaskExecutor<String> executor = started("test-asleep", this::handle);
		await().until(() -> threads("test-asleep").stream()
			.allMatch((thread) -> thread.getState() == Thread.State.TIMED_WAITING));
		assertThat(executor.stop(LONG)).isEmpty();
		awaitNoThread("test-asleep");
	}

	@Test
	void offerAfterStopShouldBeRefused() {
		TaskExecutor<String> executor = started("test", this::handle);
		executor.stop(LONG);
		assertThat(this.queue.offer("a")).isEqualTo(Offer.CLOSED);
		assertThat(this.handled).isEmpty();
	}

	@Test
	void offerWhileStoppingShouldBeRefused() throws Exception {
		TaskExecutor<String> executor = started("test", this::handleWhenToldTo);
		offer("a");
		this.atWork.await();
		CompletableFuture<List<String>> left = CompletableFuture.supplyAsync(() -> executor.stop(LONG));
		await().until(this.queue::isClosed);
		assertThat(this.queue.offer("b")).isEqualTo(Offer.CLOSED);
		this.goOn.countDown();
		assertThat(left.get()).isEmpty();
		assertThat(this.handled).containsExactly("a");
	}

	@Test
	void stopAtTheDeadlineShouldInterruptTheHandlerAndReturnWhatIsLeft() throws Exception {
		AtomicBoolean interrupted = new AtomicBoolean();
		TaskExecutor<String> executor = started("test-deadline", (entry) -> {
			this.handled.add(entry.item());
			this.atWork.countDown();
			try {
				this.goOn.await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
				throw ex;
			}
		});
		offer("a", "b", "c");
		this.atWork.await();
		assertThat(executor.stop(Duration.ofMillis(10))).containsExactly("a", "b", "c");
		awaitNoThread("test-deadline");
		assertThat(interrupted).isTrue();
		assertThat(this.handled).containsExactly("a");
		assertThat(this.failures.seen).isEmpty();
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void stopAtTheDeadlineShouldNotRetryWhatItGaveUp() throws Exception {
		TaskExecutor<String> executor = new TaskExecutor<>("test-retry",
				List.of(new Lane<>(this.queue, this::handleWhenToldTo)), 5, this.failures);
		executor.start();
		offer("a");
		this.atWork.await();
		assertThat(executor.stop(Duration.ZERO)).containsExactly("a");
		awaitNoThread("test-retry");
		assertThat(this.handled).isEmpty();
		assertThat(this.failures.seen).isEmpty();
	}

	@Test
	void stopShouldNotWaitForAHandlerThatIgnoresItsInterrupt() throws Exception {
		AtomicBoolean released = new AtomicBoolean();
		TaskExecutor<String> executor = started("test-deaf", (entry) -> {
			this.atWork.countDown();
			while (this.goOn.getCount() > 0) {
				LockSupport.parkNanos(100_000);
			}
			released.set(entry.release());
		});
		offer("a", "b");
		this.atWork.await();
		assertThat(executor.stop(Duration.ofMillis(10))).containsExactly("a", "b");
		assertThat(threads("test-deaf")).hasSize(1);
		this.goOn.countDown();
		awaitNoThread("test-deaf");
		assertThat(released).isFalse();
	}

	@Test
	void stopShouldWaitForWorkThatWasPostponed() throws Exception {
		TaskExecutor<String> executor = started("test", new TaskHandler<>() {

			private Entry<String> postponed;

			@Override
			public void handle(Entry<String> entry) {
				this.postponed = entry;
				TaskExecutorStopTests.this.atWork.countDown();
			}

			@Override
			public Duration idle() {
				if (this.postponed != null && TaskExecutorStopTests.this.goOn.getCount() == 0) {
					TaskExecutorStopTests.this.handle(this.postponed);
				}
				return Duration.ofMillis(1);
			}

		});
		offer("a");
		this.atWork.await();
		CompletableFuture<List<String>> left = CompletableFuture.supplyAsync(() -> executor.stop(LONG));
		await().until(this.queue::isClosed);
		this.goOn.countDown();
		assertThat(left.get()).isEmpty();
		assertThat(this.handled).containsExactly("a");
	}

	@Test
	void stopWhenAnotherThreadReleasesWhatIsPostponedShouldEnd() throws Exception {
		CompletableFuture<Entry<String>> postponed = new CompletableFuture<>();
		TaskExecutor<String> executor = started("test", postponed::complete);
		offer("a");
		CompletableFuture<Void> released = postponed.thenAcceptAsync((entry) -> {
			await().until(this.queue::isClosed);
			handle(entry);
		});
		postponed.get();
		assertThat(executor.stop(Duration.ofDays(1))).isEmpty();
		released.get();
		assertThat(this.handled).containsExactly("a");
	}

	@Test
	void stopAtTheDeadlineShouldReturnWhatIsPostponed() throws Exception {
		TaskExecutor<String> executor = started("test-postponed", (entry) -> this.atWork.countDown());
		offer("a");
		this.atWork.await();
		assertThat(executor.stop(Duration.ofMillis(10))).containsExactly("a");
		awaitNoThread("test-postponed");
	}

	@Test
	void stopWhenNeverStartedShouldReturnWhatIsLeftAtOnce() {
		TaskExecutor<String> executor = executor("test", this::handle);
		offer("a", "b");
		assertThat(executor.stop(Duration.ofDays(1))).containsExactly("a", "b");
		assertThat(executor.isIdle()).isTrue();
	}

	@Test
	void stopTwiceShouldReturnNothingTheSecondTime() {
		TaskExecutor<String> executor = executor("test", this::handle);
		offer("a");
		executor.stop(LONG);
		assertThat(executor.stop(LONG)).isEmpty();
	}

	@Test
	void stopWhenInterruptedShouldReturnWhatIsLeftAndKeepTheFlag() throws Exception {
		TaskExecutor<String> executor = started("test", this::handleWhenToldTo);
		offer("a", "b");
		this.atWork.await();
		Thread.currentThread().interrupt();
		List<String> left = executor.stop(Duration.ofDays(1));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(left).containsExactly("a", "b");
	}

	@Test
	void stopShouldEndAWaitForIdleness() throws Exception {
		TaskExecutor<String> executor = started("test", this::handleWhenToldTo);
		offer("a");
		this.atWork.await();
		CompletableFuture<Boolean> idle = new CompletableFuture<>();
		Thread waiting = new Thread(() -> {
			try {
				idle.complete(executor.awaitIdle(Duration.ofDays(1)));
			}
			catch (InterruptedException ex) {
				idle.completeExceptionally(ex);
			}
		});
		waiting.setDaemon(true);
		waiting.start();
		await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
		executor.stop(Duration.ZERO);
		assertThat(idle.get()).isTrue();
	}

	private TaskExecutor<String> started(String prefix, TaskHandler<String> handler) {
		TaskExecutor<String> executor = executor(prefix, handler);
		executor.start();
		return executor;
	}

	private TaskExecutor<String> executor(String prefix, TaskHandler<String> handler) {
		return new TaskExecutor<>(prefix, List.of(new Lane<>(this.queue, handler)), 0, this.failures);
	}

	private void offer(String... items) {
		for (String item : items) {
			assertThat(this.queue.offer(item)).isEqualTo(Offer.ACCEPTED);
		}
	}

	private void handle(Entry<String> entry) {
		this.handled.add(entry.item());
		entry.release();
	}

	private void handleWhenToldTo(Entry<String> entry) throws InterruptedException {
		this.atWork.countDown();
		this.goOn.await();
		handle(entry);
	}

	private static void awaitNoThread(String prefix) {
		await().until(() -> threads(prefix).isEmpty());
	}

	private static List<Thread> threads(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(prefix))
			.toList();
	}

}
