package ai.prefactor.queue;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of work, first in, first out. Whoever offers never waits and is told
 * what became of the item. An item keeps its place in the bound, which is counted in
 * items and in weight, until its work is over and its {@linkplain Entry#release() entry
 * is released}. All methods may be called by any thread.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
public interface WorkQueue<T> {

	/**
	 * Adds an item at the end, if there is room. Never waits. An item that was accepted
	 * is handed out or {@linkplain #abandon() given back}, whatever else happens at the
	 * same time.
	 * @param item the item, which is weighed once, here
	 * @return what became of it
	 */
	Offer offer(T item);

	/**
	 * Takes a place for an item that is still to come. Never waits.
	 * @param weight the weight to set aside, zero or more
	 * @return {@code false} if there is no room, or if the queue is closed
	 */
	boolean reserve(long weight);

	/**
	 * Adds an item in a place that was reserved, so there is always room. The reservation
	 * is used up whatever the answer. Never waits.
	 * @param item the item, which takes its own weight instead of the reserved one, even
	 * beyond the bound
	 * @param reservedWeight the weight that was set aside
	 * @return {@link Offer#ACCEPTED} or {@link Offer#CLOSED}
	 */
	Offer offerReserved(T item, long reservedWeight);

	/**
	 * Gives back a place that was reserved and is not needed.
	 * @param weight the weight that was set aside
	 */
	void cancelReservation(long weight);

	/**
	 * Hands out the oldest item, and waits for one where there is none. Does not wait
	 * once the queue is closed.
	 * @param timeout how long to wait at most; zero or less: not at all
	 * @return the item's entry, to be released by whoever got it, or {@code null} if
	 * there was none in that time or before a {@linkplain #signal() signal}
	 * @throws InterruptedException if the calling thread was interrupted while it waited
	 */
	@Nullable Entry<T> poll(Duration timeout) throws InterruptedException;

	/**
	 * Waits until one item might find room, as {@link #awaitRoom(int, long, Duration)}.
	 * @param weight the weight that is to fit, zero or more
	 * @param timeout how long to wait at most; zero or less: not at all
	 * @return {@code false} if there was no room all the time, or if the queue is closed
	 * @throws InterruptedException if the calling thread was interrupted while it waited
	 */
	default boolean awaitRoom(long weight, Duration timeout) throws InterruptedException {
		return awaitRoom(1, weight, timeout);
	}

	/**
	 * Waits until several items might find room. Takes no place, so another thread may be
	 * faster: whoever gets {@code true} offers, and waits again for the rest of its time
	 * if it was refused. Threads that only offer are not held up by those that wait.
	 * @param places how many items are to fit, one or more
	 * @param weight what they weigh together, zero or more
	 * @param timeout how long to wait at most; zero or less: not at all
	 * @return {@code false} if there was no room all the time, or if the queue is closed
	 * @throws InterruptedException if the calling thread was interrupted while it waited
	 */
	boolean awaitRoom(int places, long weight, Duration timeout) throws InterruptedException;

	/**
	 * Tells a thread that polls that something besides an item has happened: a
	 * {@link #poll} that waits returns {@code null} without an item, and if none waits,
	 * the next that finds no item does so at once. Several signals that nobody was told
	 * of yet are one.
	 */
	void signal();

	/**
	 * Whether there is nothing to do: no item of this queue is waiting, and none is
	 * handed out. Places that are reserved do not count.
	 * @return {@code true} if everything that was accepted before this call is over
	 */
	boolean isIdle();

	/**
	 * Refuses whatever is offered from now on. What is waiting can still be polled.
	 */
	void close();

	/**
	 * Whether the queue was closed.
	 * @return {@code true} after {@link #close()}
	 */
	boolean isClosed();

	/**
	 * Closes the queue, and releases all entries that nobody has released: those handed
	 * out, then those waiting.
	 * @return their items, oldest first
	 */
	List<T> abandon();

	/**
	 * How many places are taken: waiting, handed out, or reserved. Queues that share a
	 * bound answer for all of them.
	 * @return the number of places
	 */
	int size();

	/**
	 * How many of the places that are taken are reserved.
	 * @return the number of places
	 */
	int reserved();

	/**
	 * The weight of the places that are taken. Items in reserved places can take it
	 * beyond {@link #maxWeight()}.
	 * @return the weight
	 */
	long weight();

	/**
	 * How many places there are.
	 * @return the number of places
	 */
	int capacity();

	/**
	 * How much weight there is room for.
	 * @return the weight
	 */
	long maxWeight();

	/**
	 * How many items and reservations found no room so far. Refusals of a closed queue
	 * are not counted.
	 * @return the number of refusals
	 */
	long refused();

	/**
	 * What becomes of an item that is offered.
	 */
	enum Offer {

		/**
		 * The item is in the queue.
		 */
		ACCEPTED,

		/**
		 * There was no room, by count or by weight.
		 */
		FULL,

		/**
		 * The queue takes nothing any more.
		 */
		CLOSED

	}

	/**
	 * An item that was handed out, with its place in the bound.
	 *
	 * @param <T> the type of the item
	 */
	interface Entry<T> {

		/**
		 * The item.
		 * @return the item
		 */
		T item();

		/**
		 * What the item weighed when it was offered, which is what its place gives back.
		 * @return the weight
		 */
		long weight();

		/**
		 * Says that the item's work is over and gives its place back. Only the first call
		 * does. So its answer tells whether the item is still the caller's, or was
		 * {@linkplain WorkQueue#abandon() given up} meanwhile.
		 * @return {@code false} if the entry had been released before
		 */
		boolean release();

		/**
		 * Whether the entry was released.
		 * @return {@code true} after {@link #release()} or {@link WorkQueue#abandon()}
		 */
		boolean isReleased();

	}

}
