package ai.prefactor.queue;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A {@link WorkQueue} that asks another one, for tests to override.
 *
 * @param <T> the type of the items
 */
class ForwardingWorkQueue<T> implements WorkQueue<T> {

	private final WorkQueue<T> delegate;

	ForwardingWorkQueue(WorkQueue<T> delegate) {
		this.delegate = delegate;
	}

	@Override
	public Offer offer(T item) {
		return this.delegate.offer(item);
	}

	@Override
	public boolean reserve(long weight) {
		return this.delegate.reserve(weight);
	}

	@Override
	public Offer offerReserved(T item, long reservedWeight) {
		return this.delegate.offerReserved(item, reservedWeight);
	}

	@Override
	public void cancelReservation(long weight) {
		this.delegate.cancelReservation(weight);
	}

	@Override
	public @Nullable Entry<T> poll(Duration timeout) throws InterruptedException {
		return this.delegate.poll(timeout);
	}

	@Override
	public boolean awaitRoom(int places, long weight, Duration timeout) throws InterruptedException {
		return this.delegate.awaitRoom(places, weight, timeout);
	}

	@Override
	public void signal() {
		this.delegate.signal();
	}

	@Override
	public boolean isIdle() {
		return this.delegate.isIdle();
	}

	@Override
	public void close() {
		this.delegate.close();
	}

	@Override
	public boolean isClosed() {
		return this.delegate.isClosed();
	}

	@Override
	public List<T> abandon() {
		return this.delegate.abandon();
	}

	@Override
	public int size() {
		return this.delegate.size();
	}

	@Override
	public int reserved() {
		return this.delegate.reserved();
	}

	@Override
	public long weight() {
		return this.delegate.weight();
	}

	@Override
	public int capacity() {
		return this.delegate.capacity();
	}

	@Override
	public long maxWeight() {
		return this.delegate.maxWeight();
	}

	@Override
	public long refused() {
		return this.delegate.refused();
	}

}
