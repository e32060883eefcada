package ai.prefactor.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.queue.WorkQueue.Entry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InMemoryWorkQueue#signal()}. A signal that is lost leaves a thread
 * asleep until the test's time is over.
 */
@Timeout(120)
class WorkQueueSignalTests {

	private static final Duration LONG = Duration.ofHours(1);

	private final WorkQueue<String> queue = new InMemoryWorkQueue<>(new QueueBounds(10, 10), (item) -> 1);

	@Test
	void signalWhenSomebodyPollsShouldWakeThemWithoutAnItem() throws Exception {
		Poller<String> poller = new Poller<>(this.queue);
		this.queue.signal();
		assertThat(poller.result()).isEqualTo("null");
	}

	@Test
	void signalWhenNobodyPollsShouldLetTheNextPollReturnAtOnce() throws Exception {
		this.queue.signal();
		assertThat(this.queue.poll(LONG)).isNull();
	}

	@Test
	void signalShouldNotKeepAnItemBack() throws Exception {
		this.queue.signal();
		this.queue.offer("a");
		assertThat(this.queue.poll(LONG)).extracting(Entry::item).isEqualTo("a");
		assertThat(this.queue.poll(LONG)).isNull();
	}

	@Test
	void signalShouldBeUsedUpByThePollThatItEnded() throws Exception {
		this.queue.signal();
		this.queue.signal();
		this.queue.poll(LONG);
		Poller<String> poller = new Poller<>(this.queue);
		this.queue.offer("a");
		assertThat(poller.result()).isEqualTo("a");
	}

	@Test
	void signalWhenThePollerWasInterruptedShouldBeLeftToTheNextOne() throws Exception {
		Poller<String> poller = new Poller<>(this.queue);
		poller.interrupt();
		assertThat(poller.result()).isEqualTo("interrupted");
		this.queue.signal();
		assertThat(this.queue.poll(LONG)).isNull();
	}

	@Test
	void signalsThatRaceWithPollsShouldNeverBeLost() throws Exception {
		int rounds = 50_000;
		AtomicLong asked = new AtomicLong();
		AtomicLong answered = new AtomicLong();
		Concurrently.run(2, (thread) -> {
			for (long i = 1; i <= rounds; i++) {
				if (thread == 0) {
					asked.set(i);
					this.queue.signal();
					while (answered.get() < i) {
						Concurrently.letOthersRun();
					}
				}
				else {
					while (asked.get() < i) {
						assertThat(this.queue.poll(LONG)).isNull();
					}
					answered.set(i);
				}
			}
		});
		assertThat(answered).hasValue(rounds);
	}

	@Test
	void signalsAmongOffersShouldLoseNeither() throws Exception {
		int rounds = 30_000;
		AtomicLong handled = new AtomicLong();
		AtomicLong told = new AtomicLong();
		AtomicLong seen = new AtomicLong();
		Concurrently.run(3, (thread) -> {
			if (thread == 0) {
				for (int i = 0; i < rounds; i++) {
					this.queue.offer("a");
					while (handled.get() <= i) {
						Concurrently.letOthersRun();
					}
				}
			}
			else if (thread == 1) {
				for (int i = 0; i < rounds; i++) {
					told.incrementAndGet();
					this.queue.signal();
					while (seen.get() <= i) {
						Concurrently.letOthersRun();
					}
				}
			}
			else {
				while (handled.get() < rounds || seen.get() < rounds) {
					Entry<String> entry = this.queue.poll(LONG);
					seen.set(told.get());
					if (entry != null) {
						entry.release();
						handled.incrementAndGet();
					}
				}
			}
		});
		assertThat(this.queue.isIdle()).isTrue();
	}

}
