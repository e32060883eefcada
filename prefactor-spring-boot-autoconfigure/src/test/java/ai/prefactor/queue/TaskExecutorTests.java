package ai.prefactor.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.queue.TaskExecutor.Lane;
import ai.prefactor.queue.WorkQueue.Entry;
import ai.prefactor.queue.WorkQueue.Offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link TaskExecutor}: what it does with items while it runs.
 */
@Timeout(60)
class TaskExecutorTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final QueueBounds bounds = new QueueBounds(1_000, 1_000);

	private final WorkQueue<String> queue = newQueue();

	private final Queue<String> handled = new ConcurrentLinkedQueue<>();

	private final FailureRecorder failures = new FailureRecorder();

	private final List<TaskExecutor<String>> executors = new ArrayList<>();

	@AfterEach
	void stop() {
		this.executors.forEach((executor) -> executor.stop(Duration.ZERO));
	}

	@Test
	void createWhenThereIsNoLaneShouldThrow() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TaskExecutor<String>("test", List.of(), 0, this.failures))
			.withMessageContaining("'lanes'");
	}

	@Test
	void createWhenMaxRetriesIsNegativeShouldThrow() {
		assertThatIllegalArgumentException().isThrownBy(() -> executor(-1, this::handle))
			.withMessageContaining("'maxRetries'")
			.withMessageContaining("-1");
	}

	@Test
	void createShouldMakeNoThread() {
		executor("test-lazy", 0, new Lane<>(this.queue, this::handle));
		this.queue.offer("a");
		assertThat(threads("test-lazy")).isEmpty();
	}

	@Test
	void startShouldMakeOneNamedDaemonThreadPerLane() {
		TaskExecutor<String> executor = executor("test-named", 0, new Lane<>(this.queue, this::handle),
				new Lane<>(newQueue(), this::handle));
		executor.start();
		executor.start();
		assertThat(threads("test-named")).allMatch(Thread::isDaemon)
			.extracting(Thread::getName)
			.containsExactlyInAnyOrder("test-named-1", "test-named-2");
	}

	@Test
	void startShouldContinueTheNumbersOfAnotherExecutor() {
		TaskExecutor<String> executor = new TaskExecutor<>("test-continued", 3,
				List.of(new Lane<>(this.queue, this::handle), new Lane<>(newQueue(), this::handle)), 0, this.failures);
		this.executors.add(executor);
		executor.start();
		assertThat(threads("test-continued")).extracting(Thread::getName)
			.containsExactlyInAnyOrder("test-continued-3", "test-continued-4");
	}

	@Test
	void startAfterStopShouldThrow() {
		TaskExecutor<String> executor = executor(0, this::handle);
		executor.stop(Duration.ZERO);
		assertThatIllegalStateException().isThrownBy(executor::start).withMessageContaining("stopped");
	}

	@Test
	void startShouldWorkOffWhatWasOfferedBefore() throws Exception {
		TaskExecutor<String> executor = executor(0, this::handle);
		this.queue.offer("a");
		executor.start();
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.handled).containsExactly("a");
	}

	@Test
	void itemsOfOneLaneShouldBeHandledInInsertionOrder() throws Exception {
		TaskExecutor<String> executor = started(0, this::handle);
		List<String> items = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			items.add("item-" + i);
			assertThat(this.queue.offer("item-" + i)).isEqualTo(Offer.ACCEPTED);
		}
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.handled).containsExactlyElementsOf(items);
	}

	@Test
	void failingHandlerWithoutRetriesShouldBeReportedAtOnceAndTheNextItemHandled() throws Exception {
		TaskExecutor<String> executor = started(0, failing("bad", new IllegalStateException("no")));
		offer("bad", "good");
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.handled).containsExactly("bad", "good");
		assertThat(this.failures.seen).containsExactly("bad: no");
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void failingHandlerShouldBeRetriedAsConfiguredThenReported() throws Exception {
		TaskExecutor<String> executor = started(2, failing("bad", new IllegalStateException("no")));
		offer("bad", "good");
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.handled).containsExactly("bad", "bad", "bad", "good");
		assertThat(this.failures.seen).containsExactly("bad: no");
	}

	@Test
	void handlerThatSucceedsAtARetryShouldNotBeReported() throws Exception {
		TaskExecutor<String> executor = started(3, (entry) -> {
			this.handled.add(entry.item());
			if (this.handled.size() < 3) {
				throw new IllegalStateException("not yet");
			}
			entry.release();
		});
		offer("a");
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.handled).containsExactly("a", "a", "a");
		assertThat(this.failures.seen).isEmpty();
	}

	@Test
	void handlerThatFailsAfterItReleasedShouldNotBeRetriedNorReported() throws Exception {
		TaskExecutor<String> executor = started(3, (entry) -> {
			handle(entry);
			throw new IllegalStateException("too late");
		});
		offer("a", "b");
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.handled).containsExactly("a", "b");
		assertThat(this.failures.seen).isEmpty();
	}

	@Test
	void handlerThatThrowsAnErrorShouldNotEndTheLane() throws Exception {
		TaskExecutor<String> executor = started(0, failing("bad", new StackOverflowError("deep")));
		offer("bad", "good");
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.handled).containsExactly("bad", "good");
		assertThat(this.failures.seen).containsExactly("bad: deep");
	}

	@Test
	void listenerThatThrowsAnErrorShouldNotEndTheLane() throws Exception {
		this.failures.thrown = new AssertionError("listener");
		TaskExecutor<String> executor = started(0, failing("bad", new IllegalStateException("no")));
		offer("bad", "bad", "good");
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.handled).containsExactly("bad", "bad", "good");
		assertThat(this.failures.seen).containsExactly("bad: no", "bad: no");
	}

	@Test
	void listenerThatThrowsTheFailureItWasToldOfShouldNotEndTheLane() throws Exception {
		IllegalStateException failure = new IllegalStateException("no");
		this.failures.thrown = failure;
		TaskExecutor<String> executor = started(0, failing("bad", failure));
		offer("bad", "good");
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.handled).containsExactly("bad", "good");
	}

	@Test
	void handlerThatThrowsBetweenItemsShouldNotEndTheLane() throws Exception {
		TaskExecutor<String> executor = started(0, new Postponing() {

			@Override
			public Duration idle() {
				throw new AssertionError("idle");
			}

			@Override
			public void handle(Entry<String> entry) {
				TaskExecutorTests.this.handle(entry);
			}

		});
		offer("a", "b");
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.handled).containsExactly("a", "b");
	}

	@Test
	void queueThatThrowsShouldBeAskedAgain() throws Exception {
		AtomicReference<RuntimeException> failure = new AtomicReference<>(new IllegalStateException("disk"));
		WorkQueue<String> failing = new ForwardingWorkQueue<>(this.queue) {

			@Override
			public Entry<String> poll(Duration timeout) throws InterruptedException {
				RuntimeException thrown = failure.getAndSet(null);
				if (thrown != null) {
					throw thrown;
				}
				return super.poll(timeout);
			}

		};
		TaskExecutor<String> executor = executor("test", 0, new Lane<>(failing, this::handle));
		executor.start();
		offer("a");
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(failure).hasNullValue();
		assertThat(this.handled).containsExactly("a");
	}

	@Test
	void interruptLeftBehindByAHandlerShouldNotReachTheNextItem() throws Exception {
		Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();
		TaskExecutor<String> executor = executor(0, (entry) -> {
			interrupted.add(Thread.currentThread().isInterrupted());
			entry.release();
			Thread.currentThread().interrupt();
		});
		offer("a", "b", "c");
		executor.start();
		assertThat(executor.awaitIdle(LONG)).isTrue();
		offer("d");
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(interrupted).containsExactly(false, false, false, false);
	}

	@Test
	void interruptFromOutsideShouldNotEndTheLane() throws Exception {
		TaskExecutor<String> executor = executor("test-interrupt", 0, new Lane<>(this.queue, this::handle));
		executor.start();
		threads("test-interrupt").forEach(Thread::interrupt);
		offer("a");
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.handled).containsExactly("a");
	}

	@Test
	void stuckLaneShouldNotDelayAnother() throws Exception {
		CountDownLatch stuck = new CountDownLatch(1);
		CountDownLatch never = new CountDownLatch(1);
		WorkQueue<String> other = newQueue();
		CountDownLatch otherHandled = new CountDownLatch(100);
		TaskExecutor<String> executor = executor("test", 0, new Lane<>(this.queue, (entry) -> {
			stuck.countDown();
			never.await();
		}), new Lane<>(other, (entry) -> {
			entry.release();
			otherHandled.countDown();
		}));
		executor.start();
		offer("stuck", "behind");
		stuck.await();
		for (int i = 0; i < 100; i++) {
			other.offer("item-" + i);
		}
		otherHandled.await();
		assertThat(other.isIdle()).isTrue();
		assertThat(executor.isIdle()).isFalse();
	}

	@Test
	void postponedItemShouldKeepItsPlaceUntilTheHandlerComesBackToIt() throws Exception {
		Postponing handler = new Postponing();
		TaskExecutor<String> executor = started(0, handler);
		offer("a");
		handler.postponed.await();
		assertThat(executor.isIdle()).isFalse();
		assertThat(this.queue.size()).isOne();
		handler.ready.countDown();
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(handler.released).containsExactly("a");
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void awaitIdleWhenThereIsWorkAllTheTimeShouldReturnFalse() throws Exception {
		TaskExecutor<String> executor = executor(0, this::handle);
		offer("a");
		assertThat(executor.awaitIdle(Duration.ofMillis(1))).isFalse();
		assertThat(executor.awaitIdle(Duration.ZERO)).isFalse();
	}

	@Test
	void awaitIdleShouldWaitForAHandlerThatReleasedButIsStillAtWork() throws Exception {
		CountDownLatch released = new CountDownLatch(1);
		CountDownLatch ready = new CountDownLatch(1);
		TaskExecutor<String> executor = started(0, (entry) -> {
			entry.release();
			released.countDown();
			ready.await();
			this.handled.add(entry.item());
		});
		offer("a");
		released.await();
		assertThat(executor.awaitIdle(Duration.ofMillis(1))).isFalse();
		ready.countDown();
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.handled).containsExactly("a");
	}

	@Test
	void isIdleWhenAWorkerReleasesMeanwhileShouldSeeThatItsHandlerIsAtWork() throws Exception {
		CountDownLatch released = new CountDownLatch(1);
		CountDownLatch never = new CountDownLatch(1);
		Thread asking = Thread.currentThread();
		AtomicReference<TaskExecutor<String>> executor = new AtomicReference<>();
		WorkQueue<String> slow = new ForwardingWorkQueue<>(this.queue) {

			@Override
			public boolean isIdle() {
				if (Thread.currentThread() == asking) {
					executor.get().start();
					assertThat(released).satisfies(CountDownLatch::await);
				}
				return super.isIdle();
			}

		};
		executor.set(executor("test", 0, new Lane<>(slow, (entry) -> {
			entry.release();
			released.countDown();
			never.await();
		})));
		offer("a");
		assertThat(executor.get().isIdle()).isFalse();
		assertThat(this.queue.isIdle()).isTrue();
	}

	@Test
	void lanesShouldShareTheBoundAndGiveItBack() throws Exception {
		WorkQueue<String> other = newQueue();
		TaskExecutor<String> executor = executor("test", 0, new Lane<>(this.queue, this::handle),
				new Lane<>(other, this::handle));
		offer("a");
		other.offer("b");
		assertThat(this.bounds.size()).isEqualTo(2);
		executor.start();
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.bounds.size()).isZero();
	}

	@Test
	void listenerShouldGetWhatTheHandlerThrew() throws Exception {
		IllegalStateException failure = new IllegalStateException("no");
		TaskExecutor<String> executor = started(0, failing("bad", failure));
		offer("bad");
		assertThat(executor.awaitIdle(LONG)).isTrue();
		assertThat(this.failures.causes).containsExactly(entry("bad", failure));
	}

	private TaskExecutor<String> started(int maxRetries, TaskHandler<String> handler) {
		TaskExecutor<String> executor = executor(maxRetries, handler);
		executor.start();
		return executor;
	}

	private TaskExecutor<String> executor(int maxRetries, TaskHandler<String> handler) {
		return executor("test", maxRetries, new Lane<>(this.queue, handler));
	}

	@SafeVarargs
	private TaskExecutor<String> executor(String prefix, int maxRetries, Lane<String>... lanes) {
		TaskExecutor<String> executor = new TaskExecutor<>(prefix, List.of(lanes), maxRetries, this.failures);
		this.executors.add(executor);
		return executor;
	}

	private WorkQueue<String> newQueue() {
		return new InMemoryWorkQueue<>(this.bounds, (item) -> 1);
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

	private TaskHandler<String> failing(String item, Throwable failure) {
		return (entry) -> {
			if (entry.item().equals(item)) {
				this.handled.add(item);
				if (failure instanceof Error error) {
					throw error;
				}
				throw (Exception) failure;
			}
			handle(entry);
		};
	}

	private static List<Thread> threads(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(prefix))
			.toList();
	}

	/**
	 * Postpones every item until the test says that it is ready.
	 */
	private static class Postponing implements TaskHandler<String> {

		private final Deque<Entry<String>> entries = new ArrayDeque<>();

		private final CountDownLatch postponed = new CountDownLatch(1);

		private final CountDownLatch ready = new CountDownLatch(1);

		private final Queue<String> released = new ConcurrentLinkedQueue<>();

		@Override
		public void handle(Entry<String> entry) {
			this.entries.add(entry);
			this.postponed.countDown();
		}

		@Override
		public Duration idle() {
			if (this.ready.getCount() == 0 && !this.entries.isEmpty()) {
				Entry<String> entry = this.entries.remove();
				this.released.add(entry.item());
				entry.release();
			}
			return Duration.ofMillis(1);
		}

	}

}
