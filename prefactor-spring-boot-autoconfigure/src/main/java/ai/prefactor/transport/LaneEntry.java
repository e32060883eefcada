package ai.prefactor.transport;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.WorkQueue;

/**
 * An action that its lane has taken, between those that it took before and after and that
 * are not settled either. Lets go of the action once it is settled. Used by one lane.
 */
final class LaneEntry {

	private final long number;

	private WorkQueue.@Nullable Entry<TransportAction> place;

	private LaneEntry previous = this;

	private LaneEntry next = this;

	private LaneEntry(WorkQueue.@Nullable Entry<TransportAction> place, long number) {
		this.place = place;
		this.number = number;
	}

	/**
	 * What stands before the first and behind the last entry, and has no action.
	 */
	static LaneEntry root() {
		return new LaneEntry(null, Long.MAX_VALUE);
	}

	/**
	 * Adds an entry in front of this one.
	 */
	LaneEntry precededBy(WorkQueue.Entry<TransportAction> place, long number) {
		LaneEntry entry = new LaneEntry(place, number);
		entry.previous = this.previous;
		entry.next = this;
		this.previous.next = entry;
		this.previous = entry;
		return entry;
	}

	/**
	 * The action, which must not be settled.
	 */
	TransportAction action() {
		return Objects.requireNonNull(this.place, "The action is settled").item();
	}

	/**
	 * Which one it is, in the order in which the lane took them.
	 */
	long number() {
		return this.number;
	}

	LaneEntry next() {
		return this.next;
	}

	boolean isSettled() {
		return this.place == null;
	}

	/**
	 * Takes the entry out, so that nothing keeps its action in memory.
	 * @return the action's place, or {@code null} if it was taken out before
	 */
	WorkQueue.@Nullable Entry<TransportAction> leave() {
		WorkQueue.Entry<TransportAction> left = this.place;
		this.previous.next = this.next;
		this.next.previous = this.previous;
		this.place = null;
		this.previous = this;
		this.next = this;
		return left;
	}

}
