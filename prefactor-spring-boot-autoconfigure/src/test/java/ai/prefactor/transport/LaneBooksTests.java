package ai.prefactor.transport;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.InMemoryWorkQueue;
import ai.prefactor.queue.QueueBounds;
import ai.prefactor.queue.WorkQueue;

import static org.assertj.core.api.Assertions.assertThat;

class LaneBooksTests {

	private final WorkQueue<TransportAction> queue = new InMemoryWorkQueue<>(new QueueBounds(100, 1 << 20),
			TransportAction::weight);

	private final RecordingTransportListener listener = new RecordingTransportListener();

	private final LaneProgress progress = new LaneProgress(new FlushBarrier());

	private final LaneBooks books = new LaneBooks(this.queue, this.listener, this.progress);

	private final TestRun run = new TestRun();

	@Test
	void whatIsSettledShouldNotBeKeptBehindWhatWaits() throws Exception {
		LaneEntry waiting = take();
		LaneEntry settled = take();
		LaneEntry last = take();
		this.books.settle(settled, Settlement.DELIVERED);
		assertThat(settled.isSettled()).isTrue();
		assertThat(settled.next()).as("it keeps no other").isSameAs(settled);
		assertThat(waiting.next()).as("no other keeps it").isSameAs(last);
		assertThat(this.queue.size()).isEqualTo(2);
	}

	@Test
	void progressShouldBeUpToTheOldestThatIsNotSettled() throws Exception {
		LaneEntry first = take();
		LaneEntry second = take();
		LaneEntry third = take();
		long mark = this.progress.mark();
		this.books.settle(second, Settlement.DELIVERED);
		this.books.settle(first, Settlement.REJECTED);
		assertThat(this.progress.hasReached(2)).isTrue();
		assertThat(this.progress.hasReached(mark)).isFalse();
		this.books.settle(third, Settlement.DELIVERED);
		assertThat(this.progress.hasReached(mark)).isTrue();
	}

	@Test
	void whatIsDeliveredAfterItWasGivenUpShouldBeKnownAndNotBeReported() throws Exception {
		LaneEntry entry = take();
		List<TransportAction> left = this.queue.abandon();
		this.books.settle(entry, Settlement.DELIVERED);
		assertThat(this.books.deliveredTooLate()).isEqualTo(left);
		assertThat(this.listener.outcomes()).isEmpty();
	}

	@Test
	void settlingTwiceShouldCountOnce() throws Exception {
		LaneEntry entry = take();
		TransportAction action = entry.action();
		this.books.settle(entry, Settlement.DELIVERED);
		this.books.settle(entry, Settlement.DELIVERED);
		assertThat(this.listener.outcomes(action)).containsExactly("delivered");
		assertThat(this.books.deliveredTooLate()).isEmpty();
	}

	private LaneEntry take() throws InterruptedException {
		this.progress.offered();
		this.queue.offer(this.run.span("span").end());
		WorkQueue.Entry<TransportAction> place = this.queue.poll(Duration.ZERO);
		assertThat(place).isNotNull();
		return this.books.take(place);
	}

}
