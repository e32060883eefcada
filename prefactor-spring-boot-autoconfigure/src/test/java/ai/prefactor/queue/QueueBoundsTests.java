package ai.prefactor.queue;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link QueueBounds}.
 */
class QueueBoundsTests {

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, QueueBounds.MAX_CAPACITY + 1 })
	void createWhenCapacityIsOutOfRangeShouldThrow(int capacity) {
		assertThatIllegalArgumentException().isThrownBy(() -> new QueueBounds(capacity, 1))
			.withMessageContaining("'capacity'")
			.withMessageContaining(String.valueOf(capacity));
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, QueueBounds.MAX_WEIGHT + 1 })
	void createWhenMaxWeightIsOutOfRangeShouldThrow(long maxWeight) {
		assertThatIllegalArgumentException().isThrownBy(() -> new QueueBounds(1, maxWeight))
			.withMessageContaining("'maxWeight'")
			.withMessageContaining(String.valueOf(maxWeight));
	}

	@Test
	void takeWhenPlacesAreGoneShouldRefuse() {
		QueueBounds bounds = new QueueBounds(2, 100);
		assertThat(bounds.take(1)).isTrue();
		assertThat(bounds.take(0)).isTrue();
		assertThat(bounds.take(1)).isFalse();
		assertThat(bounds.size()).isEqualTo(2);
		assertThat(bounds.weight()).isEqualTo(1);
	}

	@Test
	void takeWhenWeightFitsExactlyShouldTake() {
		QueueBounds bounds = new QueueBounds(10, 100);
		assertThat(bounds.take(60)).isTrue();
		assertThat(bounds.take(40)).isTrue();
	}

	@Test
	void takeWhenWeightIsOneTooMuchShouldRefuse() {
		QueueBounds bounds = new QueueBounds(10, 100);
		bounds.take(60);
		assertThat(bounds.take(41)).isFalse();
		assertThat(bounds.weight()).isEqualTo(60);
	}

	@Test
	void takeWhenWeightOverflowsShouldRefuse() {
		QueueBounds bounds = new QueueBounds(10, 100);
		bounds.take(60);
		assertThat(bounds.take(Long.MAX_VALUE)).isFalse();
	}

	@Test
	void takeWhenWeightIsNegativeShouldThrow() {
		QueueBounds bounds = new QueueBounds(10, 100);
		assertThatIllegalArgumentException().isThrownBy(() -> bounds.take(-1));
		assertThat(bounds.size()).isZero();
	}

	@Test
	void takeWhenRefusedShouldCount() {
		QueueBounds bounds = new QueueBounds(1, 100);
		bounds.take(1);
		bounds.take(1);
		bounds.reserve(1);
		assertThat(bounds.refused()).isEqualTo(2);
		assertThat(bounds.reserved()).isZero();
	}

	@Test
	void takeAtLargestBoundsShouldKeepBothCountsApart() {
		QueueBounds bounds = new QueueBounds(QueueBounds.MAX_CAPACITY, QueueBounds.MAX_WEIGHT);
		for (int i = 0; i < QueueBounds.MAX_CAPACITY; i++) {
			bounds.take((i == 0) ? QueueBounds.MAX_WEIGHT : 0);
		}
		assertThat(bounds.size()).isEqualTo(QueueBounds.MAX_CAPACITY);
		assertThat(bounds.weight()).isEqualTo(QueueBounds.MAX_WEIGHT);
		assertThat(bounds.take(0)).isFalse();
		bounds.give(QueueBounds.MAX_CAPACITY, QueueBounds.MAX_WEIGHT);
		assertThat(bounds.size()).isZero();
		assertThat(bounds.weight()).isZero();
	}

	@Test
	void useReservationShouldExchangeTheWeight() {
		QueueBounds bounds = new QueueBounds(10, 100);
		bounds.reserve(50);
		assertThat(bounds.useReservation(50, 20)).isEqualTo(20);
		assertThat(bounds.size()).isOne();
		assertThat(bounds.reserved()).isZero();
		assertThat(bounds.weight()).isEqualTo(20);
	}

	@Test
	void useReservationWhenItemIsHeavierThanTheBoundShouldStillCountIt() {
		QueueBounds bounds = new QueueBounds(10, 100);
		bounds.reserve(50);
		assertThat(bounds.useReservation(50, 500)).isEqualTo(500);
		assertThat(bounds.weight()).isEqualTo(500);
		assertThat(bounds.take(0)).isFalse();
		bounds.give(1, 500);
		assertThat(bounds.take(100)).isTrue();
	}

	@Test
	void useReservationWhenWeightDoesNotFitTheWordShouldCountWhatFits() {
		QueueBounds bounds = new QueueBounds(10, 100);
		bounds.take(7);
		bounds.reserve(5);
		long counted = bounds.useReservation(5, Long.MAX_VALUE);
		assertThat(counted).isEqualTo(QueueBounds.MAX_WEIGHT - 7);
		assertThat(bounds.size()).isEqualTo(2);
		bounds.give(1, counted);
		assertThat(bounds.size()).isOne();
		assertThat(bounds.weight()).isEqualTo(7);
	}

	@Test
	void cancelReservationShouldGiveThePlaceBack() {
		QueueBounds bounds = new QueueBounds(1, 100);
		bounds.reserve(100);
		assertThat(bounds.reserved()).isOne();
		bounds.cancelReservation(100);
		assertThat(bounds.reserved()).isZero();
		assertThat(bounds.take(100)).isTrue();
	}

	@Test
	@Timeout(60)
	void takeByManyThreadsShouldNeverExceedTheBounds() throws Exception {
		QueueBounds bounds = new QueueBounds(3, 25);
		AtomicInteger beyond = new AtomicInteger();
		CyclicBarrier start = new CyclicBarrier(6);
		Concurrently.run(6, (thread) -> {
			start.await();
			for (int i = 0; i < 50_000; i++) {
				if (bounds.take(10)) {
					beyond.addAndGet((bounds.size() > 2 || bounds.weight() > 20) ? 1 : 0);
					bounds.give(1, 10);
				}
			}
		});
		assertThat(beyond).hasValue(0);
		assertThat(bounds.size()).isZero();
		assertThat(bounds.weight()).isZero();
	}

}
