package ai.prefactor.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * How much several queues may hold together: a number of places and a weight. Both counts
 * live in one word, so that taking a place is a single atomic update and never goes
 * beyond either bound. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class QueueBounds {

	private static final int WEIGHT_BITS = 40;

	/**
	 * Largest number of places.
	 */
	public static final int MAX_CAPACITY = (1 << (Long.SIZE - 1 - WEIGHT_BITS)) - 1;

	/**
	 * Largest weight: one less than 2<sup>40</sup>.
	 */
	public static final long MAX_WEIGHT = (1L << WEIGHT_BITS) - 1;

	private static final long ONE_PLACE = 1L << WEIGHT_BITS;

	private final int capacity;

	private final long maxWeight;

	// Upper bits: places that are taken; lower 40 bits: their weight
	private final AtomicLong taken = new AtomicLong();

	private final LongAdder reserved = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final RoomWaiters waiters = new RoomWaiters(this);

	/**
	 * Sets the bounds.
	 * @param capacity the number of places, 1 to {@link #MAX_CAPACITY}
	 * @param maxWeight the weight, 1 to {@link #MAX_WEIGHT}
	 * @throws IllegalArgumentException if one of them is out of range
	 */
	public QueueBounds(int capacity, long maxWeight) {
		if (capacity < 1 || capacity > MAX_CAPACITY) {
			throw new IllegalArgumentException(
					"'capacity' must be between 1 and " + MAX_CAPACITY + ", but is " + capacity);
		}
		if (maxWeight < 1 || maxWeight > MAX_WEIGHT) {
			throw new IllegalArgumentException(
					"'maxWeight' must be between 1 and " + MAX_WEIGHT + ", but is " + maxWeight);
		}
		this.capacity = capacity;
		this.maxWeight = maxWeight;
	}

	boolean take(long weight) {
		requireWeight(weight);
		long before = this.taken.get();
		while (hasRoom(before, 1, weight)) {
			if (this.taken.compareAndSet(before, before + ONE_PLACE + weight)) {
				return true;
			}
			before = this.taken.get();
		}
		this.refused.increment();
		return false;
	}

	boolean hasRoom(int places, long weight) {
		return hasRoom(this.taken.get(), places, weight);
	}

	private boolean hasRoom(long before, int places, long weight) {
		return places <= this.capacity - places(before) && weight <= this.maxWeight - weight(before);
	}

	/**
	 * Waits until there seems to be room for so many more places.
	 * @param pointless whether to stop waiting; asked again after {@link #wakeWaiters()}
	 */
	boolean awaitRoom(int places, long weight, Duration timeout, BooleanSupplier pointless)
			throws InterruptedException {
		requireWeight(weight);
		return hasRoom(places, weight) || (places <= this.capacity && weight <= this.maxWeight
				&& this.waiters.await(places, weight, timeout, pointless));
	}

	void wakeWaiters() {
		this.waiters.wakeAll();
	}

	boolean reserve(long weight) {
		if (!take(weight)) {
			return false;
		}
		this.reserved.increment();
		return true;
	}

	void cancelReservation(long weight) {
		requireWeight(weight);
		this.reserved.decrement();
		give(1, weight);
	}

	/**
	 * Turns a reserved place into that of an item.
	 * @return the weight that the item has in the bound: its own, unless the word cannot
	 * hold it
	 */
	long useReservation(long reservedWeight, long weight) {
		requireWeight(reservedWeight);
		requireWeight(weight);
		this.reserved.decrement();
		while (true) {
			long before = this.taken.get();
			long others = weight(before) - reservedWeight;
			long counted = Math.min(weight, MAX_WEIGHT - others);
			if (this.taken.compareAndSet(before, before - reservedWeight + counted)) {
				this.waiters.roomMade();
				return counted;
			}
		}
	}

	void give(int places, long weight) {
		this.taken.addAndGet(-(places * ONE_PLACE + weight));
		this.waiters.roomMade();
	}

	/**
	 * How many places are taken, reserved ones among them.
	 * @return 0 to {@link #capacity()}
	 */
	public int size() {
		return places(this.taken.get());
	}

	/**
	 * The weight of the places that are taken.
	 * @return the weight
	 */
	public long weight() {
		return weight(this.taken.get());
	}

	/**
	 * How many of the places that are taken are reserved.
	 * @return the number of places
	 */
	public int reserved() {
		return this.reserved.intValue();
	}

	/**
	 * How many places there are.
	 * @return the number of places
	 */
	public int capacity() {
		return this.capacity;
	}

	/**
	 * How much weight there is room for.
	 * @return the weight
	 */
	public long maxWeight() {
		return this.maxWeight;
	}

	/**
	 * How often there was no room so far.
	 * @return the number of items and reservations that were refused
	 */
	public long refused() {
		return this.refused.sum();
	}

	private static int places(long word) {
		return (int) (word >>> WEIGHT_BITS);
	}

	private static long weight(long word) {
		return word & MAX_WEIGHT;
	}

	private static void requireWeight(long weight) {
		if (weight < 0) {
			throw new IllegalArgumentException("'weight' must not be negative, but is " + weight);
		}
	}

}
