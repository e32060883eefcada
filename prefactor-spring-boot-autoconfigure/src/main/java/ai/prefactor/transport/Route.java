package ai.prefactor.transport;

import java.util.concurrent.atomic.AtomicInteger;

import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.WorkQueue;

/**
 * The way from the callers to one lane. Safe for use by many threads.
 */
final class Route {

	private final WorkQueue<TransportAction> queue;

	private final Lane lane;

	private final AtomicInteger runs = new AtomicInteger();

	/**
	 * A way to a lane.
	 * @param queue what waits for the lane
	 * @param lane the lane
	 */
	Route(WorkQueue<TransportAction> queue, Lane lane) {
		this.queue = queue;
		this.lane = lane;
	}

	WorkQueue<TransportAction> queue() {
		return this.queue;
	}

	Lane lane() {
		return this.lane;
	}

	/**
	 * A run takes this way from now on.
	 */
	void joined() {
		this.runs.incrementAndGet();
	}

	/**
	 * A run that took this way does not any more.
	 */
	void left() {
		this.runs.decrementAndGet();
	}

	/**
	 * How long a run that joins now has to wait, roughly.
	 * @return number of actions and of runs before it
	 */
	long length() {
		return this.lane.progress().backlog() + this.runs.get();
	}

}
