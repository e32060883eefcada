package ai.prefactor.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * A {@link WorkQueue} in memory. Several of them may share one bound. To offer takes one
 * update of the bound and one lock-free insertion; a thread is woken only if one sleeps
 * in {@link #poll}. The lock inside belongs to those who take items out.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
public final class InMemoryWorkQueue<T> implements WorkQueue<T> {

	private final QueueBounds bounds;

	private final ToLongFunction<? super T> weigher;

	private final Queue<Place> waiting = new ConcurrentLinkedQueue<>();

	// Guards itself and every removal of a waiting item that hands it out
	private final Set<Place> handedOut = new LinkedHashSet<>();

	// Threads in poll that nobody has sent a permit yet. Who takes one off owes it a
	// permit
	private final AtomicInteger sleepers = new AtomicInteger();

	private final Semaphore permits = new Semaphore(0);

	private volatile boolean closed;

	/**
	 * Creates a queue.
	 * @param bounds what it may hold, together with all others that have the same bounds
	 * @param weigher tells an item's weight, zero or more; called once per item, on the
	 * thread that offers it
	 */
	public InMemoryWorkQueue(QueueBounds bounds, ToLongFunction<? super T> weigher) {
		this.bounds = bounds;
		this.weigher = weigher;
	}

	@Override
	public Offer offer(T item) {
		Objects.requireNonNull(item, "'item' must not be null");
		if (this.closed) {
			return Offer.CLOSED;
		}
		long weight = this.weigher.applyAsLong(item);
		if (!this.bounds.take(weight)) {
			return Offer.FULL;
		}
		return add(new Place(item, weight));
	}

	@Override
	public boolean reserve(long weight) {
		return !this.closed && this.bounds.reserve(weight);
	}

	@Override
	public Offer offerReserved(T item, long reservedWeight) {
		Objects.requireNonNull(item, "'item' must not be null");
		if (this.closed) {
			cancelReservation(reservedWeight);
			return Offer.CLOSED;
		}
		long weight = this.bounds.useReservation(reservedWeight, this.weigher.applyAsLong(item));
		return add(new Place(item, weight));
	}

	@Override
	public void cancelReservation(long weight) {
		this.bounds.cancelReservation(weight);
	}

	private Offer add(Place place) {
		this.waiting.add(place);
		// Closed meanwhile: nobody may look again, so the item is taken back, unless
		// somebody did look and has it
		if (this.closed && this.waiting.remove(place)) {
			this.bounds.give(1, place.weight());
			return Offer.CLOSED;
		}
		wakeOne();
		return Offer.ACCEPTED;
	}

	@Override
	public @Nullable Entry<T> poll(Duration timeout) throws InterruptedException {
		long nanos = TimeUnit.NANOSECONDS.convert(timeout);
		Place place = take();
		if (place != null || nanos <= 0) {
			return place;
		}
		boolean permitted = false;
		this.sleepers.incrementAndGet();
		try {
			// Looks again: what was added before the line above woke nobody
			place = take();
			if (place == null && !this.closed) {
				permitted = this.permits.tryAcquire(nanos, TimeUnit.NANOSECONDS);
			}
		}
		finally {
			if (!permitted) {
				stopSleeping();
			}
		}
		return (place != null) ? place : take();
	}

	private @Nullable Place take() {
		synchronized (this.handedOut) {
			Place place = this.waiting.poll();
			if (place != null) {
				this.handedOut.add(place);
			}
			return place;
		}
	}

	private void stopSleeping() {
		if (!takeSleeper()) {
			// A permit is on its way: it is used up here, and passed on if it is needed
			this.permits.acquireUninterruptibly();
			if (!this.waiting.isEmpty()) {
				wakeOne();
			}
		}
	}

	private boolean wakeOne() {
		boolean sleeping = takeSleeper();
		if (sleeping) {
			this.permits.release();
		}
		return sleeping;
	}

	private boolean takeSleeper() {
		int count = this.sleepers.get();
		while (count > 0) {
			if (this.sleepers.compareAndSet(count, count - 1)) {
				return true;
			}
			count = this.sleepers.get();
		}
		return false;
	}

	@Override
	public boolean isIdle() {
		synchronized (this.handedOut) {
			return this.waiting.isEmpty() && this.handedOut.isEmpty();
		}
	}

	@Override
	public void close() {
		this.closed = true;
		boolean sleeping = true;
		while (sleeping) {
			sleeping = wakeOne();
		}
	}

	@Override
	public boolean isClosed() {
		return this.closed;
	}

	@Override
	public List<T> abandon() {
		close();
		List<T> items = new ArrayList<>();
		synchronized (this.handedOut) {
			Place place = take();
			while (place != null) {
				place = take();
			}
			for (Place left : List.copyOf(this.handedOut)) {
				left.release();
				items.add(left.item());
			}
		}
		return items;
	}

	@Override
	public int size() {
		return this.bounds.size();
	}

	@Override
	public int reserved() {
		return this.bounds.reserved();
	}

	@Override
	public long weight() {
		return this.bounds.weight();
	}

	@Override
	public int capacity() {
		return this.bounds.capacity();
	}

	@Override
	public long maxWeight() {
		return this.bounds.maxWeight();
	}

	@Override
	public long refused() {
		return this.bounds.refused();
	}

	/**
	 * Equal to itself only: two places may hold equal items.
	 */
	private final class Place implements Entry<T> {

		private final T item;

		private final long weight;

		private Place(T item, long weight) {
			this.item = item;
			this.weight = weight;
		}

		@Override
		public T item() {
			return this.item;
		}

		@Override
		public long weight() {
			return this.weight;
		}

		@Override
		public boolean release() {
			Set<Place> handedOut = InMemoryWorkQueue.this.handedOut;
			synchronized (handedOut) {
				boolean first = handedOut.remove(this);
				if (first) {
					// Inside the lock: who sees an idle queue sees the place free, too
					InMemoryWorkQueue.this.bounds.give(1, this.weight);
				}
				return first;
			}
		}

		@Override
		public boolean isReleased() {
			Set<Place> handedOut = InMemoryWorkQueue.this.handedOut;
			synchronized (handedOut) {
				return !handedOut.contains(this);
			}
		}

	}

}
