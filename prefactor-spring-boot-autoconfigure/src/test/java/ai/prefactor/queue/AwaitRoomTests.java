package ai.prefactor.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.queue.WorkQueue.Entry;
import ai.prefactor.queue.WorkQueue.Offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link InMemoryWorkQueue#awaitRoom} and what makes room.
 */
@Timeout(120)
class AwaitRoomTests {

	private static final Duration LONG = Duration.ofHours(1);

	private final QueueBounds bounds = new QueueBounds(3, 100);

	private final InMemoryWorkQueue<Integer> queue = new InMemoryWorkQueue<>(this.bounds, (weight) -> weight);

	@Test
	void whoNeedsSeveralPlacesShouldWaitForAllOfThem() throws InterruptedException {
		assertThat(this.queue.awaitRoom(3, 0, LONG)).isTrue();
		this.queue.reserve(0);
		assertThat(this.queue.awaitRoom(3, 0, Duration.ofMillis(1))).isFalse();
		assertThat(this.queue.awaitRoom(2, 0, LONG)).isTrue();
		assertThat(this.queue.awaitRoom(4, 0, LONG)).as("never").isFalse();
	}

	@Test
	void awaitRoomWhenThereIsSomeShouldNeitherWaitNorTakeIt() throws Exception {
		assertThat(this.queue.awaitRoom(100, LONG)).isTrue();
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void awaitRoomWhenThereIsNoneShouldGiveUpAfterTheTimeout() throws Exception {
		this.queue.offer(90);
		assertThat(this.queue.awaitRoom(11, Duration.ofMillis(1))).isFalse();
		assertThat(this.queue.awaitRoom(11, Duration.ZERO)).isFalse();
		assertThat(this.queue.refused()).isZero();
	}

	@Test
	void awaitRoomWhenThereCanNeverBeEnoughShouldNotWait() throws Exception {
		assertThat(this.queue.awaitRoom(101, LONG)).isFalse();
	}

	@Test
	void awaitRoomWhenWeightIsNegativeShouldThrow() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.queue.awaitRoom(-1, LONG));
	}

	@Test
	void releaseShouldWakeWhoFits() throws Exception {
		this.queue.offer(90);
		Waiter waiter = new Waiter(50);
		release();
		assertThat(waiter.result.get()).isEqualTo("true");
	}

	@Test
	void releaseShouldWakeNoMoreThanThereIsRoomFor() throws Exception {
		this.queue.offer(50);
		this.queue.offer(50);
		Waiter first = new Waiter(50);
		Waiter second = new Waiter(50);
		release();
		assertThat(first.result.get()).isEqualTo("true");
		assertThat(second.thread.getState()).isEqualTo(Thread.State.TIMED_WAITING);
		release();
		assertThat(second.result.get()).isEqualTo("true");
	}

	@Test
	void waiterThatGivesUpShouldMakeWayForThoseBehindIt() throws Exception {
		this.queue.offer(50);
		this.queue.offer(50);
		Waiter heavy = new Waiter(100);
		Waiter light = new Waiter(10);
		release();
		assertThat(light.thread.getState()).isEqualTo(Thread.State.TIMED_WAITING);
		heavy.thread.interrupt();
		assertThat(heavy.result.get()).isEqualTo("interrupted");
		assertThat(light.result.get()).isEqualTo("true");
	}

	@Test
	void cancelReservationShouldWakeWhoFits() throws Exception {
		this.queue.reserve(100);
		Waiter waiter = new Waiter(1);
		this.queue.cancelReservation(100);
		assertThat(waiter.result.get()).isEqualTo("true");
	}

	@Test
	void itemThatIsLighterThanItsReservationShouldWakeWhoFits() throws Exception {
		this.queue.reserve(100);
		Waiter waiter = new Waiter(50);
		this.queue.offerReserved(10, 100);
		assertThat(waiter.result.get()).isEqualTo("true");
	}

	@Test
	void releaseInAnotherQueueOfTheSameBoundShouldWake() throws Exception {
		InMemoryWorkQueue<Integer> other = new InMemoryWorkQueue<>(this.bounds, (weight) -> weight);
		other.offer(100);
		Waiter waiter = new Waiter(1);
		other.abandon();
		assertThat(waiter.result.get()).isEqualTo("true");
	}

	@Test
	void closeShouldEndTheWait() throws Exception {
		this.queue.offer(100);
		Waiter waiter = new Waiter(1);
		this.queue.close();
		assertThat(waiter.result.get()).isEqualTo("false");
		assertThat(this.queue.awaitRoom(0, LONG)).isFalse();
	}

	@Test
	void closeOfAnotherQueueOfTheSameBoundShouldNotEndTheWait() throws Exception {
		this.queue.offer(100);
		Waiter waiter = new Waiter(1);
		new InMemoryWorkQueue<Integer>(this.bounds, (weight) -> weight).close();
		release();
		assertThat(waiter.result.get()).isEqualTo("true");
	}

	@Test
	void offersThatWaitForRoomShouldAllGetIt() throws Exception {
		int each = 5_000;
		AtomicInteger released = new AtomicInteger();
		Concurrently.run(5, (thread) -> {
			if (thread == 0) {
				while (released.get() < 4 * each) {
					Entry<Integer> entry = this.queue.poll(LONG);
					assertThat(entry).isNotNull();
					entry.release();
					released.incrementAndGet();
				}
			}
			else {
				for (int i = 0; i < each; i++) {
					// A wake-up that is missed leaves this thread asleep
					while (this.queue.offer(10 * thread) == Offer.FULL) {
						assertThat(this.queue.awaitRoom(10 * thread, LONG)).isTrue();
					}
				}
			}
		});
		assertThat(this.bounds.size()).isZero();
		assertThat(this.bounds.weight()).isZero();
	}

	private void release() throws InterruptedException {
		Entry<Integer> entry = this.queue.poll(Duration.ZERO);
		assertThat(entry).isNotNull();
		entry.release();
	}

	/**
	 * A thread that waits for room once it is constructed.
	 */
	private final class Waiter {

		private final CompletableFuture<String> result = new CompletableFuture<>();

		private final Thread thread;

		private Waiter(long weight) {
			this.thread = new Thread(() -> {
				try {
					this.result.complete(String.valueOf(AwaitRoomTests.this.queue.awaitRoom(weight, LONG)));
				}
				catch (InterruptedException ex) {
					this.result.complete("interrupted");
				}
			});
			this.thread.setDaemon(true);
			this.thread.start();
			await().until(() -> this.thread.getState() == Thread.State.TIMED_WAITING);
		}

	}

}
