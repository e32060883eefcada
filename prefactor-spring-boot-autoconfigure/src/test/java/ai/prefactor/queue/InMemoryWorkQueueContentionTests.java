package ai.prefactor.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.queue.WorkQueue.Entry;
import ai.prefactor.queue.WorkQueue.Offer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InMemoryWorkQueue} under contention.
 */
@Timeout(120)
class InMemoryWorkQueueContentionTests {

	private static final Duration LONG = Duration.ofHours(1);

	@Test
	void offerWhenPollerIsAboutToSleepShouldNeverMissToWakeIt() throws Exception {
		int rounds = 50_000;
		WorkQueue<Long> queue = new InMemoryWorkQueue<>(new QueueBounds(10, 10), (item) -> 1);
		Semaphore answers = new Semaphore(0);
		// A wake-up that is missed leaves both threads asleep until the test's time is
		// over
		Concurrently.run(2, (thread) -> {
			for (long i = 0; i < rounds; i++) {
				if (thread == 0) {
					queue.offer(i);
					answers.acquire();
				}
				else {
					Entry<Long> entry = queue.poll(LONG);
					assertThat(entry).isNotNull();
					entry.release();
					answers.release();
				}
			}
		});
		assertThat(queue.isIdle()).isTrue();
	}

	@Test
	void pollByManyThreadsShouldHandOutEachItemOnce() throws Exception {
		int items = 20_000;
		WorkQueue<Long> queue = new InMemoryWorkQueue<>(new QueueBounds(50, 50), (item) -> 1);
		Queue<Long> handedOut = new ConcurrentLinkedQueue<>();
		AtomicLong next = new AtomicLong();
		AtomicLong missing = new AtomicLong(items);
		Concurrently.run(6, (thread) -> {
			if (thread % 2 == 0) {
				for (long item = next.getAndIncrement(); item < items; item = next.getAndIncrement()) {
					offerUntilAccepted(queue, item);
				}
			}
			else {
				pollUntilNothingIsMissing(queue, handedOut, missing);
			}
		});
		assertThat(handedOut).hasSize(items).doesNotHaveDuplicates();
		assertThat(queue.size()).isZero();
		assertThat(queue.weight()).isZero();
	}

	@Test
	void pollWithTimeoutsThatRaceWithOffersShouldLoseNothing() throws Exception {
		int items = 20_000;
		WorkQueue<Long> queue = new InMemoryWorkQueue<>(new QueueBounds(items, items), (item) -> 1);
		List<Long> handedOut = new ArrayList<>();
		Concurrently.run(2, (thread) -> {
			if (thread == 0) {
				for (long item = 0; item < items; item++) {
					queue.offer(item);
					Concurrently.letOthersRun();
				}
			}
			else {
				while (handedOut.size() < items) {
					Entry<Long> entry = queue.poll(Duration.ofNanos(1 + handedOut.size() % 2000));
					if (entry != null) {
						handedOut.add(entry.item());
						entry.release();
					}
				}
			}
		});
		assertThat(handedOut).hasSize(items).isSorted();
		assertThat(queue.size()).isZero();
	}

	@Test
	void closeDuringOffersShouldEitherAcceptAndHandOutOrRefuse() throws Exception {
		for (int round = 0; round < 500; round++) {
			WorkQueue<Long> queue = new InMemoryWorkQueue<>(new QueueBounds(200, 200), (item) -> 1);
			Queue<Long> accepted = new ConcurrentLinkedQueue<>();
			Queue<Long> handedOut = new ConcurrentLinkedQueue<>();
			CyclicBarrier start = new CyclicBarrier(4);
			Concurrently.run(4, (thread) -> {
				start.await();
				if (thread == 0) {
					drain(queue, handedOut);
				}
				else if (thread == 1) {
					queue.close();
				}
				else {
					offerUntilClosed(queue, accepted, thread * 1_000_000L);
				}
			});
			assertThat(handedOut.stream().sorted()).containsExactlyElementsOf(accepted.stream().sorted().toList());
			assertThat(queue.size()).isZero();
			assertThat(queue.isIdle()).isTrue();
		}
	}

	@Test
	void abandonDuringReleasesShouldGiveEachItemToOneOfBoth() throws Exception {
		for (int round = 0; round < 1_000; round++) {
			WorkQueue<Long> queue = new InMemoryWorkQueue<>(new QueueBounds(100, 100), (item) -> 1);
			for (long item = 0; item < 100; item++) {
				queue.offer(item);
			}
			Queue<Long> over = new ConcurrentLinkedQueue<>();
			CyclicBarrier start = new CyclicBarrier(2);
			Concurrently.run(2, (thread) -> {
				start.await();
				if (thread == 0) {
					over.addAll(queue.abandon());
				}
				else {
					releaseAll(queue, over);
				}
			});
			assertThat(over).hasSize(100).doesNotHaveDuplicates();
			assertThat(queue.size()).isZero();
		}
	}

	@Test
	void reservationsUnderContentionShouldBalance() throws Exception {
		QueueBounds bounds = new QueueBounds(20, 1_000);
		WorkQueue<Long> queue = new InMemoryWorkQueue<>(bounds, (item) -> item % 90);
		AtomicBoolean refused = new AtomicBoolean();
		Concurrently.run(4, (thread) -> {
			for (long i = 0; i < 20_000; i++) {
				if (queue.reserve(50)) {
					if (i % 3 == 0) {
						queue.cancelReservation(50);
					}
					else if (queue.offerReserved(i, 50) != Offer.ACCEPTED) {
						refused.set(true);
					}
				}
				Entry<Long> entry = queue.poll(Duration.ZERO);
				if (entry != null) {
					entry.release();
				}
			}
		});
		assertThat(refused).isFalse();
		queue.abandon();
		assertThat(bounds.size()).isZero();
		assertThat(bounds.weight()).isZero();
		assertThat(bounds.reserved()).isZero();
	}

	private static void offerUntilAccepted(WorkQueue<Long> queue, long item) {
		while (queue.offer(item) == Offer.FULL) {
			Concurrently.letOthersRun();
		}
	}

	private static void pollUntilNothingIsMissing(WorkQueue<Long> queue, Queue<Long> handedOut, AtomicLong missing)
			throws InterruptedException {
		while (!queue.isClosed()) {
			Entry<Long> entry = queue.poll(LONG);
			if (entry != null) {
				handedOut.add(entry.item());
				entry.release();
				if (missing.decrementAndGet() == 0) {
					queue.close();
				}
			}
		}
	}

	private static void drain(WorkQueue<Long> queue, Queue<Long> handedOut) throws InterruptedException {
		boolean closed = false;
		Entry<Long> entry = null;
		while (!closed || entry != null) {
			closed = queue.isClosed();
			entry = queue.poll(LONG);
			if (entry != null) {
				handedOut.add(entry.item());
				entry.release();
			}
		}
	}

	private static void offerUntilClosed(WorkQueue<Long> queue, Queue<Long> accepted, long first) {
		long item = first;
		Offer answer = Offer.ACCEPTED;
		while (answer != Offer.CLOSED) {
			answer = queue.offer(item);
			if (answer == Offer.ACCEPTED) {
				accepted.add(item);
			}
			item++;
		}
	}

	private static void releaseAll(WorkQueue<Long> queue, Queue<Long> over) throws InterruptedException {
		Entry<Long> entry = queue.poll(Duration.ZERO);
		while (entry != null) {
			if (entry.release()) {
				over.add(entry.item());
			}
			entry = queue.poll(Duration.ZERO);
		}
	}

}
