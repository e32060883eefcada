package ai.prefactor.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The places of one queue that are not released, oldest first: those handed out, then
 * those waiting. A producer exchanges the last place for one that knows it, in one step:
 * there is none half way in, whatever happens to the producer. The lock inside belongs to
 * those who take places out and release them.
 *
 * @param <T> the type of the items
 */
final class PlaceChain<T> {

	private final QueueBounds bounds;

	// In front of all places, and never handed out itself
	private final Place<T> root = new Place<>(this, null, 0);

	private final AtomicReference<Place<T>> tail = new AtomicReference<>(this.root);

	private final Object lock = new Object();

	// The place that was taken last. Stays in the chain although it may be released: the
	// next one knows it
	private Place<T> head = this.root;

	private int handedOut;

	PlaceChain(QueueBounds bounds) {
		this.bounds = bounds;
	}

	/**
	 * Adds a place at the end, which is ordered before whatever the caller reads next.
	 */
	Place<T> add(T item, long weight) {
		Place<T> place = new Place<>(this, item, weight);
		Place<T> last;
		do {
			last = this.tail.get();
			place.previous(last);
		}
		while (!this.tail.compareAndSet(last, place));
		return place;
	}

	/**
	 * Takes a place back that was just added, unless it was handed out meanwhile.
	 */
	boolean withdraw(Place<T> place) {
		boolean withdrawn = place.withdraw();
		if (withdrawn) {
			this.bounds.give(1, place.weight());
		}
		return withdrawn;
	}

	@Nullable Place<T> take() {
		synchronized (this.lock) {
			Place<T> place = firstWaiting();
			while (place != null) {
				advance(place);
				if (place.handOut()) {
					this.handedOut++;
					return place;
				}
				place = firstWaiting();
			}
			return null;
		}
	}

	boolean hasWaiting() {
		synchronized (this.lock) {
			return firstWaiting() != null;
		}
	}

	boolean isIdle() {
		synchronized (this.lock) {
			return this.handedOut == 0 && firstWaiting() == null;
		}
	}

	/**
	 * Frees a place that was handed out. To be called once, by whoever released it.
	 */
	void released(Place<T> place) {
		// Before it counts as over: who sees an idle chain sees the place free, too
		this.bounds.give(1, place.weight());
		synchronized (this.lock) {
			this.handedOut--;
			unlink(place);
		}
	}

	List<T> abandon() {
		List<T> items = new ArrayList<>();
		synchronized (this.lock) {
			Place<T> last = take();
			while (last != null) {
				last = take();
			}
			Place<T> place = (this.head != this.root) ? this.root.next() : null;
			while (place != null) {
				Place<T> next = (place != this.head) ? place.next() : null;
				if (place.release()) {
					items.add(place.item());
				}
				place = next;
			}
		}
		return items;
	}

	/**
	 * Finds the oldest place that waits, and passes those that were withdrawn.
	 */
	private @Nullable Place<T> firstWaiting() {
		Place<T> place = afterHead();
		while (place != null && place.isReleased()) {
			advance(place);
			place = afterHead();
		}
		return place;
	}

	private @Nullable Place<T> afterHead() {
		if (this.head.next() == null) {
			link();
		}
		return this.head.next();
	}

	/**
	 * Has the places behind the head know the ones that follow them, from the last one
	 * back.
	 */
	private void link() {
		Place<T> place = Objects.requireNonNull(this.tail.get());
		while (place != this.head) {
			Place<T> previous = Objects.requireNonNull(place.previous());
			previous.next(place);
			place = previous;
		}
	}

	private void advance(Place<T> place) {
		Place<T> before = this.head;
		this.head = place;
		if (before.isReleased()) {
			unlink(before);
		}
	}

	private void unlink(Place<T> place) {
		Place<T> previous = place.previous();
		Place<T> next = place.next();
		// Not in front of others: the root, or unlinked before
		if (place != this.head && previous != null && next != null) {
			previous.next(next);
			next.previous(previous);
			place.previous(null);
			// So that a dead place in the old generation keeps no later one alive
			place.next(null);
		}
	}

}
