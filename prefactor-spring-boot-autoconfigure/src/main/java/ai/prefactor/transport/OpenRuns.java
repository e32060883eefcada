package ai.prefactor.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import ai.prefactor.id.Pfid;

/**
 * Counts the runs that the server has, or may have, although their start or their finish
 * was lost, or may have been. Safe for use by many threads.
 */
final class OpenRuns {

	// Those that the server has, and those that will stay open if it turns out to have
	// them
	private final Map<Pfid, State> runs = new ConcurrentHashMap<>();

	private final LongAdder leftOpen = new LongAdder();

	/**
	 * The server has a run, or may have it.
	 */
	void opened(Pfid runId) {
		if (this.runs.putIfAbsent(runId, State.WHOLE) == State.CUT_SHORT) {
			this.leftOpen.increment();
		}
	}

	/**
	 * The server has a run's finish.
	 */
	void finished(Pfid runId) {
		this.runs.remove(runId);
	}

	/**
	 * A run's start or finish is lost, or may be.
	 * @param stopping whether that may be so before it is known whether the server has
	 * the run
	 */
	void cutShort(Pfid runId, boolean stopping) {
		State before = stopping ? this.runs.put(runId, State.CUT_SHORT) : this.runs.remove(runId);
		if (before == State.WHOLE) {
			this.leftOpen.increment();
		}
	}

	long leftOpen() {
		return this.leftOpen.sum();
	}

	private enum State {

		WHOLE, CUT_SHORT

	}

}
