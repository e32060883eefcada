package ai.prefactor.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.queue.TaskExecutor.Lane;
import ai.prefactor.queue.WorkQueue.Offer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TaskExecutor} and {@link InMemoryWorkQueue} together, with many
 * producers and several workers.
 */
@Timeout(120)
class TaskExecutorContentionTests {

	private static final int PRODUCERS = 8;

	private static final int LANES = 4;

	private static final Duration LONG = Duration.ofSeconds(60);

	@Test
	void manyProducersAndSeveralWorkersShouldLoseNothingAndHandleNothingTwice() throws Exception {
		int itemsPerProducer = 20_000;
		// Far smaller than the load, so that producers and workers meet at the bound all
		// the time
		QueueBounds bounds = new QueueBounds(64, 200);
		List<RecordingLane> lanes = lanes(bounds);
		TaskExecutor<Item> executor = executor(lanes);
		executor.start();
		CyclicBarrier start = new CyclicBarrier(PRODUCERS);
		Concurrently.run(PRODUCERS, (producer) -> {
			start.await();
			for (int number = 0; number < itemsPerProducer; number++) {
				Item item = new Item(producer, number);
				while (lanes.get(number % LANES).queue.offer(item) == Offer.FULL) {
					Concurrently.letOthersRun();
				}
			}
		});
		assertThat(executor.stop(LONG)).isEmpty();
		List<Item> handled = lanes.stream().flatMap((lane) -> lane.handled.stream()).toList();
		assertThat(handled).hasSize(PRODUCERS * itemsPerProducer).doesNotHaveDuplicates();
		for (RecordingLane lane : lanes) {
			for (int producer = 0; producer < PRODUCERS; producer++) {
				assertThat(lane.numbersOf(producer)).hasSize(itemsPerProducer / LANES).isSorted();
			}
		}
		assertThat(bounds.refused()).as("The bound was met").isPositive();
		assertThat(bounds.size()).isZero();
		assertThat(bounds.weight()).isZero();
	}

	@Test
	void stopAmongOffersShouldHandleOrReturnOrRefuseEachItemOnce() throws Exception {
		for (int round = 0; round < 60; round++) {
			QueueBounds bounds = new QueueBounds(10_000, 100_000);
			List<RecordingLane> lanes = lanes(bounds);
			TaskExecutor<Item> executor = executor(lanes);
			executor.start();
			// Every other round has no time to drain
			Duration deadline = (round % 2 == 0) ? LONG : Duration.ZERO;
			AtomicInteger accepted = new AtomicInteger();
			ConcurrentLinkedQueue<Item> over = new ConcurrentLinkedQueue<>();
			CyclicBarrier start = new CyclicBarrier(PRODUCERS + 1);
			Concurrently.run(PRODUCERS + 1, (thread) -> {
				start.await();
				if (thread == PRODUCERS) {
					over.addAll(executor.stop(deadline));
				}
				else {
					accepted.addAndGet(offerUntilClosed(lanes.get(thread % LANES).queue, thread));
				}
			});
			assertThat(executor.awaitIdle(LONG)).isTrue();
			lanes.forEach((lane) -> over.addAll(lane.handled));
			assertThat(over).hasSize(accepted.get()).doesNotHaveDuplicates();
			assertThat(bounds.size()).isZero();
			assertThat(bounds.weight()).isZero();
		}
	}

	private static int offerUntilClosed(WorkQueue<Item> queue, int producer) {
		int accepted = 0;
		for (int number = 0; number < 1_000_000; number++) {
			Offer answer = queue.offer(new Item(producer, number));
			if (answer == Offer.CLOSED) {
				return accepted;
			}
			accepted += (answer == Offer.ACCEPTED) ? 1 : 0;
		}
		return accepted;
	}

	private static List<RecordingLane> lanes(QueueBounds bounds) {
		return Stream.generate(() -> new RecordingLane(bounds)).limit(LANES).toList();
	}

	private static TaskExecutor<Item> executor(List<RecordingLane> lanes) {
		List<Lane<Item>> executorLanes = new ArrayList<>();
		lanes.forEach((lane) -> executorLanes.add(new Lane<>(lane.queue, lane::handle)));
		return new TaskExecutor<>("test-contention", executorLanes, 0, (item, failure) -> {
		});
	}

	private record Item(int producer, int number) {

	}

	private static final class RecordingLane {

		private final WorkQueue<Item> queue;

		private final ConcurrentLinkedQueue<Item> handled = new ConcurrentLinkedQueue<>();

		private RecordingLane(QueueBounds bounds) {
			this.queue = new InMemoryWorkQueue<>(bounds, (item) -> 1 + item.number() % 5);
		}

		private void handle(WorkQueue.Entry<Item> entry) {
			// Released first: its answer tells whether the item is still the handler's
			if (entry.release()) {
				this.handled.add(entry.item());
			}
		}

		private IntStream numbersOf(int producer) {
			return this.handled.stream().filter((item) -> item.producer() == producer).mapToInt(Item::number);
		}

	}

}
