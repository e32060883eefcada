package ai.prefactor.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An item with its place in the bound: a link of a {@link PlaceChain}, and the item's
 * entry once it is handed out. Its state only goes forward, and whoever takes it to the
 * last one, released, frees the place.
 *
 * @param <T> the type of the item
 */
final class Place<T> implements WorkQueue.Entry<T> {

	private static final int WAITING = 0;

	private static final int HANDED_OUT = 1;

	private static final int RELEASED = 2;

	private static final VarHandle STATE;

	static {
		try {
			STATE = MethodHandles.lookup().findVarHandle(Place.class, "state", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final PlaceChain<T> chain;

	private final @Nullable T item;

	private final long weight;

	private volatile int state;

	// Of the chain's consumers
	private @Nullable Place<T> next;

	// Of the producer until the place is in the chain, then of the chain's consumers
	private @Nullable Place<T> previous;

	/**
	 * Makes a place.
	 * @param chain where it belongs
	 * @param item the item; {@code null} only in the place in front of all others, which
	 * nobody is ever handed
	 * @param weight its weight in the bound
	 */
	Place(PlaceChain<T> chain, @Nullable T item, long weight) {
		this.chain = chain;
		this.item = item;
		this.weight = weight;
	}

	@Override
	public T item() {
		return Objects.requireNonNull(this.item);
	}

	@Override
	public long weight() {
		return this.weight;
	}

	@Override
	public boolean release() {
		boolean first = STATE.compareAndSet(this, HANDED_OUT, RELEASED);
		if (first) {
			this.chain.released(this);
		}
		return first;
	}

	@Override
	public boolean isReleased() {
		return this.state == RELEASED;
	}

	boolean handOut() {
		return STATE.compareAndSet(this, WAITING, HANDED_OUT);
	}

	boolean withdraw() {
		return STATE.compareAndSet(this, WAITING, RELEASED);
	}

	@Nullable Place<T> next() {
		return this.next;
	}

	void next(@Nullable Place<T> place) {
		this.next = place;
	}

	@Nullable Place<T> previous() {
		return this.previous;
	}

	void previous(@Nullable Place<T> place) {
		this.previous = place;
	}

}
