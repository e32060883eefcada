package ai.prefactor.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlaceChain}.
 */
@Timeout(120)
class PlaceChainTests {

	private final QueueBounds bounds = new QueueBounds(100_000, 1_000_000);

	private final PlaceChain<Integer> chain = new PlaceChain<>(this.bounds);

	@Test
	void releasedPlacesShouldNotBeKeptByAnOlderOne() {
		Place<Integer> held = handedOut(0);
		for (int i = 1; i <= 1_000; i++) {
			handedOut(i).release();
		}
		int links = 0;
		for (Place<Integer> place = held.next(); place != null; place = place.next()) {
			links++;
		}
		// That of the last one, which the next is linked to
		assertThat(links).isOne();
		assertThat(this.chain.abandon()).containsExactly(0);
	}

	@Test
	void releaseInAnyOrderShouldLeaveTheOthersInTheirs() {
		Random random = new Random(7);
		for (int round = 0; round < 200; round++) {
			List<Place<Integer>> places = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				places.add(handedOut(i));
			}
			add(20);
			Collections.shuffle(places, random);
			List<Integer> left = new ArrayList<>(List.of(20));
			for (Place<Integer> place : places) {
				if (random.nextBoolean()) {
					assertThat(place.release()).isTrue();
				}
				else {
					left.add(place.item());
				}
			}
			Collections.sort(left);
			assertThat(this.chain.abandon()).containsExactlyElementsOf(left);
			assertThat(this.chain.isIdle()).isTrue();
			assertThat(this.bounds.size()).isZero();
		}
	}

	@Test
	void withdrawnPlaceShouldBePassed() {
		Place<Integer> withdrawn = add(1);
		add(2);
		assertThat(this.chain.withdraw(withdrawn)).isTrue();
		assertThat(this.chain.withdraw(withdrawn)).isFalse();
		assertThat(this.chain.abandon()).containsExactly(2);
		assertThat(this.bounds.size()).isZero();
	}

	@Test
	void withdrawnPlaceShouldNotKeepTheChainFromBeingIdle() {
		this.chain.withdraw(add(1));
		assertThat(this.chain.hasWaiting()).isFalse();
		assertThat(this.chain.isIdle()).isTrue();
		assertThat(this.chain.take()).isNull();
	}

	@Test
	void withdrawWhenHandedOutShouldLeaveIt() {
		Place<Integer> place = handedOut(1);
		assertThat(this.chain.withdraw(place)).isFalse();
		assertThat(place.release()).isTrue();
		assertThat(this.chain.withdraw(place)).isFalse();
		assertThat(this.bounds.size()).isZero();
	}

	@Test
	void abandonAmongReleasesByManyThreadsShouldGiveEachItemToOne() throws Exception {
		int items = 300;
		for (int round = 0; round < 300; round++) {
			List<Place<Integer>> places = new ArrayList<>();
			for (int i = 0; i < items; i++) {
				places.add(handedOut(i));
			}
			add(items);
			Queue<Integer> over = new ConcurrentLinkedQueue<>();
			CyclicBarrier start = new CyclicBarrier(4);
			Concurrently.run(4, (thread) -> {
				start.await();
				if (thread == 0) {
					List<Integer> abandoned = this.chain.abandon();
					assertThat(abandoned).isSorted().contains(items);
					over.addAll(abandoned);
				}
				else {
					// Two of them in the same order, so that they meet
					for (int i = 0; i < items; i++) {
						Place<Integer> place = places.get((thread == 1) ? items - 1 - i : i);
						if (place.release()) {
							over.add(place.item());
						}
						assertThat(place.isReleased()).isTrue();
					}
				}
			});
			assertThat(over).hasSize(items + 1).doesNotHaveDuplicates();
			assertThat(this.chain.isIdle()).isTrue();
			assertThat(this.bounds.size()).isZero();
			assertThat(this.bounds.weight()).isZero();
		}
	}

	@Test
	void releasesByAnotherThreadAmongTakesShouldBalance() throws Exception {
		int items = 200_000;
		AtomicInteger released = new AtomicInteger();
		Queue<Place<Integer>> handedOut = new ConcurrentLinkedQueue<>();
		Concurrently.run(3, (thread) -> {
			if (thread == 0) {
				for (int i = 0; i < items; i++) {
					while (!this.bounds.take(1)) {
						Concurrently.letOthersRun();
					}
					this.chain.add(i, 1);
				}
			}
			else if (thread == 1) {
				int expected = 0;
				while (expected < items) {
					Place<Integer> place = this.chain.take();
					if (place != null) {
						assertThat(place.item()).isEqualTo(expected++);
						handedOut.add(place);
					}
				}
			}
			else {
				while (released.get() < items) {
					Place<Integer> place = handedOut.poll();
					if (place != null && place.release()) {
						released.incrementAndGet();
					}
				}
			}
		});
		assertThat(this.chain.isIdle()).isTrue();
		assertThat(this.chain.abandon()).isEmpty();
		assertThat(this.bounds.size()).isZero();
	}

	private Place<Integer> add(int item) {
		assertThat(this.bounds.take(1)).isTrue();
		return this.chain.add(item, 1);
	}

	private Place<Integer> handedOut(int item) {
		add(item);
		Place<Integer> place = this.chain.take();
		assertThat(place).isNotNull();
		return place;
	}

}
