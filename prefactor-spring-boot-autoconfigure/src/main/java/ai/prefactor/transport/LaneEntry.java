package ai.prefactor.transport;

import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.WorkQueue;

/**
 * An action that its lane has taken, until it is settled. Used by one lane.
 */
final class LaneEntry {

	private final WorkQueue.Entry<TransportAction> place;

	private final long number;

	private boolean settled;

	LaneEntry(WorkQueue.Entry<TransportAction> place, long number) {
		this.place = place;
		this.number = number;
	}

	TransportAction action() {
		return this.place.item();
	}

	WorkQueue.Entry<TransportAction> place() {
		return this.place;
	}

	/**
	 * Which one it is, in the order in which the lane took them.
	 */
	long number() {
		return this.number;
	}

	void settled() {
		this.settled = true;
	}

	boolean isSettled() {
		return this.settled;
	}

}
