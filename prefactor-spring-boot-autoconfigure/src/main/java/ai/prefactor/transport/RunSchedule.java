package ai.prefactor.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import ai.prefactor.transport.LaneRun.Standing;

/**
 * Tells which runs of a lane have something to send, and takes them in turns, so that a
 * long run does not hold up a short one. A run that has just opened is left alone for a
 * while: if it ends, it goes out in one piece. Used by one lane.
 */
final class RunSchedule {

	/**
	 * A run that stays open for longer is announced.
	 */
	static final Duration YOUTH = Duration.ofSeconds(1);

	// A young run with more to send than this is no short one
	private static final int MANY = 100;

	// Those that are left alone, and those that are not announced yet, oldest first
	private final Deque<LaneRun> young = new ArrayDeque<>();

	private final Deque<LaneRun> unannounced = new ArrayDeque<>();

	private final Deque<LaneRun> ready = new ArrayDeque<>();

	private final List<LaneRun> paused = new ArrayList<>();

	private final List<LaneRun> blocked = new ArrayList<>();

	private final Set<LaneRun> holding = new LinkedHashSet<>();

	// When the first of the two above goes on by itself
	private long due = Long.MAX_VALUE;

	// Actions of the runs that are ready
	private int waiting;

	private long readySince;

	// Whether the transport is about to stop
	private boolean hurried;

	/**
	 * A run has opened.
	 * @param run the run
	 * @param alone whether it is left alone for a while
	 */
	void opened(LaneRun run, boolean alone) {
		this.unannounced.add(run);
		if (alone) {
			this.young.add(run);
		}
		else {
			run.standing(Standing.IDLE);
		}
	}

	/**
	 * Something was added to a run.
	 */
	void added(LaneRun run, long now) {
		boolean grown = run.standing() == Standing.YOUNG && (run.isFinishing() || run.waiting().size() > MANY);
		if (run.standing() == Standing.READY) {
			this.waiting++;
		}
		else if (grown || run.standing() == Standing.IDLE) {
			ready(run, now);
		}
	}

	/**
	 * Actions that were planned, or held, go again.
	 */
	void putBack(LaneRun run, List<LaneEntry> entries, long now) {
		run.putBack(entries);
		if (run.standing() == Standing.READY) {
			this.waiting += entries.size();
		}
		else if (!entries.isEmpty() && run.standing() == Standing.IDLE) {
			ready(run, now);
		}
	}

	/**
	 * Takes the run whose turn it is, to be {@linkplain #giveBack given back}.
	 * @return the run, or {@code null} if none is ready
	 */
	@Nullable LaneRun take(long now) {
		LaneRun run = this.ready.poll();
		while (run != null) {
			this.waiting -= run.waiting().size();
			if (run.pause().nanosLeft(now) <= 0) {
				return run;
			}
			pause(run, now);
			run = this.ready.poll();
		}
		return null;
	}

	private void pause(LaneRun run, long now) {
		if (this.hurried) {
			run.pause().hurry(now);
		}
		run.standing(Standing.PAUSED);
		this.paused.add(run);
		goesOn(run.pause().nanosLeft(now), now);
	}

	/**
	 * Has no run step aside for long any more, because the transport is about to stop.
	 */
	void hurry(long now) {
		if (!this.hurried) {
			this.hurried = true;
			this.paused.forEach((run) -> {
				run.pause().hurry(now);
				goesOn(run.pause().nanosLeft(now), now);
			});
		}
	}

	/**
	 * Gives a run back.
	 * @param run the run
	 * @param progress how far it got
	 */
	void giveBack(LaneRun run, RunPlanner.Progress progress, long now) {
		switch (progress) {
			case PLANNED, FULL -> ready(run, now);
			case BLOCKED -> {
				run.standing(Standing.BLOCKED);
				this.blocked.add(run);
			}
			case NOTHING_LEFT -> {
				run.standing(Standing.IDLE);
				if (!run.held().isEmpty() && this.holding.add(run)) {
					goesOn(run.held().nanosLeft(now), now);
				}
			}
		}
	}

	/**
	 * Goes on with the runs that have waited long enough.
	 * @param now the time, in nanoseconds
	 * @param all whether no run is left alone any more
	 */
	void step(long now, boolean all) {
		LaneRun first = this.unannounced.peek();
		while (first != null && nanosLeft(first, now) <= 0) {
			this.unannounced.remove();
			first.lasting();
			wake(first, now);
			first = this.unannounced.peek();
		}
		first = this.young.peek();
		while (first != null && (all || first.standing() != Standing.YOUNG)) {
			this.young.remove();
			if (first.standing() == Standing.YOUNG) {
				wake(first, now);
			}
			first = this.young.peek();
		}
		if (this.due != Long.MAX_VALUE && this.due - now <= 0) {
			this.due = Long.MAX_VALUE;
			this.paused.removeIf((run) -> run.pause().nanosLeft(now) <= 0 && wake(run, now));
			this.paused.forEach((run) -> goesOn(run.pause().nanosLeft(now), now));
			this.holding.removeIf((run) -> releaseHeld(run, now));
			this.holding.forEach((run) -> goesOn(run.held().nanosLeft(now), now));
		}
	}

	private void goesOn(long left, long now) {
		if (left != Long.MAX_VALUE && (this.due == Long.MAX_VALUE || now + left - this.due < 0)) {
			this.due = now + left;
		}
	}

	/**
	 * Goes on with the runs that needed an answer.
	 */
	void answered(long now) {
		this.blocked.forEach((run) -> wake(run, now));
		this.blocked.clear();
	}

	boolean isReady() {
		return !this.ready.isEmpty();
	}

	/**
	 * How many actions wait in the runs that are ready.
	 */
	int waiting() {
		return this.waiting;
	}

	/**
	 * Since when something is ready.
	 */
	long readySince() {
		return this.readySince;
	}

	/**
	 * How long it is until a run that waits goes on by itself.
	 */
	long nanosLeft(long now) {
		long left = Long.MAX_VALUE;
		if (!this.unannounced.isEmpty()) {
			left = nanosLeft(this.unannounced.getFirst(), now);
		}
		return (this.due != Long.MAX_VALUE) ? Math.min(left, this.due - now) : left;
	}

	private static long nanosLeft(LaneRun young, long now) {
		return young.openedAt() + YOUTH.toNanos() - now;
	}

	private boolean releaseHeld(LaneRun run, long now) {
		putBack(run, run.held().releaseOverdue(now), now);
		return run.held().isEmpty();
	}

	private boolean wake(LaneRun run, long now) {
		if (run.standing() == Standing.READY) {
			return true;
		}
		if (run.waiting().isEmpty() && !run.isRootDue()) {
			run.standing(Standing.IDLE);
		}
		else {
			ready(run, now);
		}
		return true;
	}

	private void ready(LaneRun run, long now) {
		if (this.ready.isEmpty()) {
			this.readySince = now;
		}
		run.standing(Standing.READY);
		this.ready.add(run);
		this.waiting += run.waiting().size();
	}

}
