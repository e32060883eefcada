package ai.prefactor.queue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * A {@link WorkQueue} in memory. Several of them may share one bound. To offer takes one
 * update of the bound and one exchange of the last place; a thread is woken only if one
 * sleeps in {@link #poll}.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
public final class InMemoryWorkQueue<T> implements WorkQueue<T> {

	private final QueueBounds bounds;

	private final ToLongFunction<? super T> weigher;

	private final PlaceChain<T> places;

	// Threads in poll that nobody has sent a permit yet. Who takes one off owes it a
	// permit
	private final AtomicInteger sleepers = new AtomicInteger();

	private final Semaphore permits = new Semaphore(0);

	private final AtomicBoolean signalled = new AtomicBoolean();

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
		this.places = new PlaceChain<>(bounds);
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
		return add(item, weight);
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
		return add(item, weight);
	}

	@Override
	public void cancelReservation(long weight) {
		this.bounds.cancelReservation(weight);
	}

	private Offer add(T item, long weight) {
		Place<T> place = this.places.add(item, weight);
		// Closed meanwhile: nobody may look again, so the item is taken back, unless
		// somebody did look and has it
		if (this.closed && this.places.withdraw(place)) {
			return Offer.CLOSED;
		}
		wakeOne();
		return Offer.ACCEPTED;
	}

	@Override
	public boolean awaitRoom(int places, long weight, Duration timeout) throws InterruptedException {
		return !this.closed && this.bounds.awaitRoom(places, weight, timeout, this::isClosed) && !this.closed;
	}

	@Override
	public @Nullable Entry<T> poll(Duration timeout) throws InterruptedException {
		long nanos = TimeUnit.NANOSECONDS.convert(timeout);
		long start = System.nanoTime();
		long left = nanos;
		Place<T> place = this.places.take();
		// Somebody may be woken for what another one, or it itself, has taken already
		while (place == null && !wasSignalled() && !this.closed && left > 0) {
			place = sleepAndTake(left);
			left = nanos - (System.nanoTime() - start);
		}
		return place;
	}

	private @Nullable Place<T> sleepAndTake(long nanos) throws InterruptedException {
		Place<T> place = null;
		boolean permitted = false;
		this.sleepers.incrementAndGet();
		try {
			// Looks again: what happened before the line above woke nobody
			place = this.places.take();
			if (place == null && !this.closed && !this.signalled.get()) {
				permitted = this.permits.tryAcquire(nanos, TimeUnit.NANOSECONDS);
			}
		}
		finally {
			if (!permitted) {
				stopSleeping();
			}
		}
		return (place != null) ? place : this.places.take();
	}

	/**
	 * Uses a signal up. Whoever does must return to its caller empty-handed.
	 */
	private boolean wasSignalled() {
		return this.signalled.get() && this.signalled.getAndSet(false);
	}

	@Override
	public void signal() {
		this.signalled.set(true);
		wakeOne();
	}

	private void stopSleeping() {
		if (!takeSleeper()) {
			// A permit is on its way: it is used up here, and passed on if it is needed
			this.permits.acquireUninterruptibly();
			if (this.places.hasWaiting() || this.signalled.get()) {
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
		return this.places.isIdle();
	}

	@Override
	public void close() {
		this.closed = true;
		boolean sleeping = true;
		while (sleeping) {
			sleeping = wakeOne();
		}
		this.bounds.wakeWaiters();
	}

	@Override
	public boolean isClosed() {
		return this.closed;
	}

	@Override
	public List<T> abandon() {
		close();
		return this.places.abandon();
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

}
