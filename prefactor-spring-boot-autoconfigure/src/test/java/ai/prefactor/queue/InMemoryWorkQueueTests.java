package ai.prefactor.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.queue.WorkQueue.Entry;
import ai.prefactor.queue.WorkQueue.Offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link InMemoryWorkQueue}.
 */
@Timeout(60)
class InMemoryWorkQueueTests {

	private static final Duration LONG = Duration.ofSeconds(Long.MAX_VALUE);

	private final InMemoryWorkQueue<String> queue = queue(new QueueBounds(3, 100));

	@Test
	void pollShouldHandOutInTheOrderOfOffers() throws Exception {
		this.queue.offer("a");
		this.queue.offer("b");
		this.queue.offer("c");
		assertThat(List.of(poll(), poll(), poll())).extracting(Entry::item).containsExactly("a", "b", "c");
	}

	@Test
	void pollWhenEmptyShouldReturnNullAfterTheTimeout() throws Exception {
		assertThat(this.queue.poll(Duration.ofMillis(1))).isNull();
		assertThat(this.queue.poll(Duration.ZERO)).isNull();
		assertThat(this.queue.poll(Duration.ofMillis(-1))).isNull();
	}

	@Test
	void offerWhenSomebodyPollsShouldWakeThem() throws Exception {
		Poller poller = new Poller<>(this.queue);
		this.queue.offer("a");
		assertThat(poller.result()).isEqualTo("a");
	}

	@Test
	void offerAfterAPollThatTimedOutShouldWakeTheNextPoll() throws Exception {
		this.queue.poll(Duration.ofMillis(1));
		Poller poller = new Poller<>(this.queue);
		this.queue.offer("a");
		assertThat(poller.result()).isEqualTo("a");
	}

	@Test
	void pollWhenInterruptedShouldThrowAndLeaveTheQueueAsItWas() throws Exception {
		Poller poller = new Poller<>(this.queue);
		poller.interrupt();
		assertThat(poller.result()).isEqualTo("interrupted");
		Poller next = new Poller<>(this.queue);
		this.queue.offer("a");
		assertThat(next.result()).isEqualTo("a");
	}

	@Test
	void offerWhenPlacesAreGoneShouldBeRefusedAndCounted() {
		offer(this.queue, "a", "b", "c");
		assertThat(this.queue.offer("d")).isEqualTo(Offer.FULL);
		assertThat(this.queue.refused()).isOne();
		assertThat(this.queue.size()).isEqualTo(3);
	}

	@Test
	void offerWhenWeightIsGoneShouldBeRefusedAndCounted() {
		offer(this.queue, "x".repeat(60));
		assertThat(this.queue.offer("x".repeat(41))).isEqualTo(Offer.FULL);
		assertThat(this.queue.refused()).isOne();
		assertThat(this.queue.weight()).isEqualTo(60);
		assertThat(this.queue.offer("x".repeat(40))).isEqualTo(Offer.ACCEPTED);
	}

	@Test
	void offerWhenHandedOutItemsAreNotReleasedShouldBeRefused() throws Exception {
		offer(this.queue, "a", "b", "c");
		Entry<String> first = poll();
		assertThat(this.queue.offer("d")).isEqualTo(Offer.FULL);
		assertThat(first.release()).isTrue();
		assertThat(this.queue.offer("d")).isEqualTo(Offer.ACCEPTED);
	}

	@Test
	void offerWhenAnotherQueueFilledTheSharedBoundShouldBeRefused() {
		QueueBounds bounds = new QueueBounds(2, 100);
		InMemoryWorkQueue<String> one = queue(bounds);
		InMemoryWorkQueue<String> other = queue(bounds);
		offer(one, "a", "b");
		assertThat(other.offer("c")).isEqualTo(Offer.FULL);
		assertThat(other.size()).isEqualTo(2);
		assertThat(other.isIdle()).isTrue();
	}

	@Test
	void offerWhenClosedShouldBeRefusedAndNotCountAsFull() {
		this.queue.close();
		assertThat(this.queue.isClosed()).isTrue();
		assertThat(this.queue.offer("a")).isEqualTo(Offer.CLOSED);
		assertThat(this.queue.refused()).isZero();
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void offerWhenItemIsNullShouldThrow() {
		assertThatNullPointerException().isThrownBy(() -> this.queue.offer(null)).withMessageContaining("'item'");
	}

	@Test
	void offerWhenWeightIsNegativeShouldThrowAndTakeNoPlace() {
		InMemoryWorkQueue<String> negative = new InMemoryWorkQueue<>(new QueueBounds(1, 1), (item) -> -1);
		assertThatIllegalArgumentException().isThrownBy(() -> negative.offer("a")).withMessageContaining("-1");
		assertThat(negative.size()).isZero();
	}

	@Test
	void releaseTwiceShouldGiveThePlaceBackOnce() throws Exception {
		offer(this.queue, "a", "bc");
		Entry<String> entry = poll();
		assertThat(entry.isReleased()).isFalse();
		assertThat(entry.release()).isTrue();
		assertThat(entry.isReleased()).isTrue();
		assertThat(entry.release()).isFalse();
		assertThat(this.queue.size()).isOne();
		assertThat(this.queue.weight()).isEqualTo(2);
	}

	@Test
	void releaseWhenEqualItemIsHandedOutTooShouldReleaseOnlyItsOwnPlace() throws Exception {
		offer(this.queue, "a", "a");
		Entry<String> first = poll();
		Entry<String> second = poll();
		second.release();
		assertThat(first.isReleased()).isFalse();
		assertThat(this.queue.size()).isOne();
	}

	@Test
	void releaseWhenItemChangedItsWeightShouldGiveBackWhatWasTaken() throws Exception {
		InMemoryWorkQueue<StringBuilder> growing = new InMemoryWorkQueue<>(new QueueBounds(3, 100),
				StringBuilder::length);
		StringBuilder item = new StringBuilder("1234");
		growing.offer(item);
		item.append("56789");
		Entry<StringBuilder> entry = growing.poll(Duration.ZERO);
		assertThat(entry).isNotNull();
		assertThat(entry.weight()).isEqualTo(4);
		entry.release();
		assertThat(growing.weight()).isZero();
	}

	@Test
	void reserveShouldTakeAPlaceAndItsWeight() {
		assertThat(this.queue.reserve(40)).isTrue();
		assertThat(this.queue.size()).isOne();
		assertThat(this.queue.reserved()).isOne();
		assertThat(this.queue.weight()).isEqualTo(40);
		assertThat(this.queue.isIdle()).isTrue();
	}

	@Test
	void reserveWhenFullShouldBeRefusedAndCounted() {
		offer(this.queue, "a", "b", "c");
		assertThat(this.queue.reserve(0)).isFalse();
		assertThat(this.queue.refused()).isOne();
	}

	@Test
	void reserveWhenClosedShouldBeRefused() {
		this.queue.close();
		assertThat(this.queue.reserve(0)).isFalse();
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void offerReservedWhenFullShouldBeAccepted() throws Exception {
		this.queue.reserve(10);
		offer(this.queue, "a", "b");
		assertThat(this.queue.offer("c")).isEqualTo(Offer.FULL);
		assertThat(this.queue.offerReserved("x".repeat(200), 10)).isEqualTo(Offer.ACCEPTED);
		assertThat(this.queue.size()).isEqualTo(3);
		assertThat(this.queue.reserved()).isZero();
		assertThat(this.queue.weight()).isEqualTo(202);
	}

	@Test
	void offerReservedWhenClosedShouldGiveTheReservationBack() {
		this.queue.reserve(10);
		this.queue.close();
		assertThat(this.queue.offerReserved("a", 10)).isEqualTo(Offer.CLOSED);
		assertThat(this.queue.size()).isZero();
		assertThat(this.queue.weight()).isZero();
		assertThat(this.queue.reserved()).isZero();
	}

	@Test
	void cancelReservationShouldMakeRoom() {
		this.queue.reserve(100);
		assertThat(this.queue.offer("a")).isEqualTo(Offer.FULL);
		this.queue.cancelReservation(100);
		assertThat(this.queue.offer("a")).isEqualTo(Offer.ACCEPTED);
		assertThat(this.queue.reserved()).isZero();
	}

	@Test
	void pollWhenClosedShouldHandOutWhatWasAccepted() throws Exception {
		offer(this.queue, "a");
		this.queue.close();
		assertThat(poll().item()).isEqualTo("a");
		assertThat(this.queue.poll(LONG)).isNull();
	}

	@Test
	void closeShouldWakeEverybodyWhoPolls() throws Exception {
		Poller one = new Poller<>(this.queue);
		Poller other = new Poller<>(this.queue);
		this.queue.close();
		assertThat(one.result()).isEqualTo("null");
		assertThat(other.result()).isEqualTo("null");
	}

	@Test
	void isIdleShouldBeTrueOnlyWhenNothingWaitsAndNothingIsHandedOut() throws Exception {
		assertThat(this.queue.isIdle()).isTrue();
		offer(this.queue, "a");
		assertThat(this.queue.isIdle()).isFalse();
		Entry<String> entry = poll();
		assertThat(this.queue.isIdle()).isFalse();
		entry.release();
		assertThat(this.queue.isIdle()).isTrue();
	}

	@Test
	void abandonShouldReturnWhatNobodyReleasedOldestFirst() throws Exception {
		offer(this.queue, "done", "handed out", "waiting");
		poll().release();
		Entry<String> handedOut = poll();
		assertThat(this.queue.abandon()).containsExactly("handed out", "waiting");
		assertThat(handedOut.release()).isFalse();
		assertThat(this.queue.isClosed()).isTrue();
		assertThat(this.queue.isIdle()).isTrue();
		assertThat(this.queue.size()).isZero();
		assertThat(this.queue.weight()).isZero();
	}

	@Test
	void gaugesShouldTellTheBounds() {
		assertThat(this.queue.capacity()).isEqualTo(3);
		assertThat(this.queue.maxWeight()).isEqualTo(100);
	}

	private Entry<String> poll() throws InterruptedException {
		Entry<String> entry = this.queue.poll(LONG);
		assertThat(entry).isNotNull();
		return entry;
	}

	private static InMemoryWorkQueue<String> queue(QueueBounds bounds) {
		return new InMemoryWorkQueue<>(bounds, String::length);
	}

	private static void offer(WorkQueue<String> queue, String... items) {
		List<Offer> answers = new ArrayList<>();
		for (String item : items) {
			answers.add(queue.offer(item));
		}
		assertThat(answers).containsOnly(Offer.ACCEPTED);
	}

}
