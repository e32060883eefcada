package ai.prefactor.transport;

import java.util.concurrent.atomic.AtomicInteger;

import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.WorkQueue;

/**
 * The way from the callers to one lane.
 *
 * @param queue what waits for the lane
 * @param lane the lane
 * @param runs how many runs are on the way
 */
record Route(WorkQueue<TransportAction> queue, Lane lane, AtomicInteger runs) {

	static Route of(WorkQueue<TransportAction> queue, Lane lane) {
		return new Route(queue, lane, new AtomicInteger());
	}

	/**
	 * How long a run that joins now has to wait, roughly.
	 * @return number of actions and of runs before it
	 */
	long length() {
		return this.lane.progress().backlog() + this.runs.get();
	}

}
