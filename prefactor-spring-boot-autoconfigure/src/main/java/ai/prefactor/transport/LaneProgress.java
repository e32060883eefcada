package ai.prefactor.transport;

import java.util.concurrent.atomic.LongAdder;

/**
 * How far a lane is with what it was given, counted so that neither side waits for the
 * other. Safe for use by many threads.
 */
final class LaneProgress {

	private final FlushBarrier barrier;

	// Counted before an action is offered, so that none is settled uncounted
	private final LongAdder offered = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private long taken;

	// All actions up to this one are settled
	private volatile long settled;

	private volatile boolean atWork;

	private volatile boolean closed;

	LaneProgress(FlushBarrier barrier) {
		this.barrier = barrier;
	}

	/**
	 * An action is about to be offered.
	 */
	void offered() {
		this.offered.increment();
	}

	/**
	 * An action that was offered was not accepted.
	 */
	void refused() {
		this.refused.increment();
		this.barrier.changed();
	}

	/**
	 * The lane takes an action.
	 * @return which one it is, from 1
	 */
	long take() {
		return ++this.taken;
	}

	/**
	 * The lane has settled an action.
	 * @param firstWaiting the first of those that it has taken and not settled; above all
	 * that it has taken if there is none
	 */
	void settle(long firstWaiting) {
		this.settled = Math.min(this.taken, firstWaiting - 1);
		this.barrier.changed();
	}

	/**
	 * The lane begins to work.
	 * @return {@code false} if it may not any more, and goes back to rest
	 */
	boolean begin() {
		// In this order: either the lane sees that it is closed, or whoever closes it
		// sees it at work
		this.atWork = true;
		return !this.closed;
	}

	/**
	 * Has the lane not begin to work any more. Once it is not at work, it rests for ever.
	 */
	void close() {
		this.closed = true;
	}

	/**
	 * The lane rests until there is something to do.
	 */
	void rest() {
		this.atWork = false;
		this.barrier.changed();
	}

	boolean isAtWork() {
		return this.atWork;
	}

	/**
	 * Marks what the lane was given up to now.
	 * @return the mark
	 */
	long mark() {
		// In this order: what is refused meanwhile counts, and sets the mark too far
		// ahead rather than short
		long refusedBefore = this.refused.sum();
		return this.offered.sum() - refusedBefore;
	}

	/**
	 * Whether everything up to a mark is settled.
	 * @param mark the mark
	 * @return {@code true} if it is, or if nothing at all is under way
	 */
	boolean hasReached(long mark) {
		long over = this.settled;
		// In this order: if this adds up, then all that had been offered was over before
		return over >= mark || over + this.refused.sum() == this.offered.sum();
	}

	/**
	 * How much the lane has before it, roughly.
	 * @return number of actions
	 */
	long backlog() {
		return Math.max(0, this.offered.sum() - this.refused.sum() - this.settled);
	}

}
