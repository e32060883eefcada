package ai.prefactor.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.WorkQueue;

/**
 * A run in its lane: what of it waits to be delivered, and until when it steps aside
 * because its agent is not there yet. Used by one lane.
 */
final class LaneRun {

	/**
	 * How long an agent may be about to exist.
	 */
	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

	private final RunDelivery delivery;

	private final Queue<Waiting> waiting = new ArrayDeque<>();

	private Duration pause = Duration.ZERO;

	private long missingSince;

	private long dueAt;

	LaneRun(RunDelivery delivery) {
		this.delivery = delivery;
	}

	RunDelivery delivery() {
		return this.delivery;
	}

	Queue<Waiting> waiting() {
		return this.waiting;
	}

	/**
	 * Has the run step aside.
	 * @param now the time, in nanoseconds
	 * @return {@code false} if it has done so for too long
	 */
	boolean postpone(long now) {
		if (this.pause.isZero()) {
			this.missingSince = now;
			this.pause = FIRST_PAUSE;
		}
		else {
			this.pause = this.pause.multipliedBy(2);
		}
		if (this.pause.compareTo(LONGEST_PAUSE) > 0) {
			this.pause = LONGEST_PAUSE;
		}
		this.dueAt = now + this.pause.toNanos();
		return now - this.missingSince < PATIENCE.toNanos();
	}

	/**
	 * Takes note that the run goes on, so that it may step aside as long again.
	 */
	void goesOn() {
		this.pause = Duration.ZERO;
	}

	long nanosLeft(long now) {
		return this.dueAt - now;
	}

	/**
	 * An action that waits.
	 *
	 * @param entry the action and its place
	 * @param number which one it is, in the order in which the lane got them
	 */
	record Waiting(WorkQueue.Entry<TransportAction> entry, long number) {

	}

}
