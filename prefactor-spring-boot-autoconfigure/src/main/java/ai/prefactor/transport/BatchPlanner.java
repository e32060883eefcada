package ai.prefactor.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.transport.RunPlanner.Progress;

/**
 * Fills batches: first with what was on the wire and goes again as it is, then with what
 * the runs have to send, by turns. Used by one lane.
 */
final class BatchPlanner {

	private static final Logger logger = LoggerFactory.getLogger(BatchPlanner.class);

	// So many actions of one run before it is the next one's turn
	private static final int TURN = 100;

	private final RunPlanner runs;

	private final RunSchedule schedule;

	private final BatchLimits limits;

	private final Deque<BatchItem> frozen = new ArrayDeque<>();

	BatchPlanner(RunPlanner runs, RunSchedule schedule, BatchLimits limits) {
		this.runs = runs;
		this.schedule = schedule;
		this.limits = limits;
	}

	/**
	 * Plans a batch.
	 * @param now the time, in nanoseconds
	 * @return the batch, empty if there is nothing to send
	 */
	Batch plan(long now) {
		Batch batch = this.limits.newBatch();
		while (!this.frozen.isEmpty() && batch.add(this.frozen.getFirst())) {
			this.frozen.removeFirst();
		}
		Progress progress = Progress.PLANNED;
		LaneRun run = this.frozen.isEmpty() ? this.schedule.take(now) : null;
		while (run != null) {
			progress = planTurn(run, batch, now);
			this.schedule.giveBack(run, progress, now);
			run = (progress != Progress.FULL && !batch.isFull()) ? this.schedule.take(now) : null;
		}
		return batch;
	}

	private Progress planTurn(LaneRun run, Batch batch, long now) {
		try {
			return plan(run, batch, now);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("An action could not be sent: it is left out and counted, the rest goes on", ex);
			return this.runs.leaveOut(run);
		}
	}

	private Progress plan(LaneRun run, Batch batch, long now) {
		Progress progress = Progress.PLANNED;
		for (int i = 0; i < TURN && progress == Progress.PLANNED; i++) {
			progress = this.runs.planNext(run, batch, now);
		}
		return progress;
	}

	/**
	 * Has items go again as they are, before anything else.
	 */
	void freeze(List<BatchItem> items) {
		ListIterator<BatchItem> backwards = items.listIterator(items.size());
		while (backwards.hasPrevious()) {
			this.frozen.addFirst(backwards.previous());
		}
	}

	/**
	 * Takes out what goes again as it is and belongs to a run.
	 */
	List<BatchItem> thaw(LaneRun run) {
		List<BatchItem> thawed = this.frozen.stream().filter((item) -> item.run() == run).toList();
		this.frozen.removeAll(Set.copyOf(thawed));
		return thawed;
	}

	boolean hasFrozen() {
		return !this.frozen.isEmpty();
	}

	Iterable<BatchItem> frozen() {
		return this.frozen;
	}

	/**
	 * How many items there are in a full batch, as things stand.
	 */
	int fullBatch() {
		return this.limits.fullBatch();
	}

	/**
	 * Learns from what became of a batch.
	 */
	void learn(Batch batch, BatchOutcome outcome) {
		this.limits.learn(batch, outcome, hasFrozen());
	}

}
