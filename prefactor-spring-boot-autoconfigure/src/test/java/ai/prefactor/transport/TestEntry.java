package ai.prefactor.transport;

import java.util.concurrent.atomic.AtomicBoolean;

import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.WorkQueue;

/**
 * An action and its place, without a queue.
 *
 * @param item the action
 * @param released whether its work is over
 */
record TestEntry(TransportAction item, AtomicBoolean released) implements WorkQueue.Entry<TransportAction> {

	static TestEntry of(TransportAction action) {
		return new TestEntry(action, new AtomicBoolean());
	}

	@Override
	public long weight() {
		return this.item.weight();
	}

	@Override
	public boolean release() {
		return this.released.compareAndSet(false, true);
	}

	@Override
	public boolean isReleased() {
		return this.released.get();
	}

}
