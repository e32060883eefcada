package ai.prefactor.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import ai.prefactor.api.Acknowledgement;
import ai.prefactor.api.Operation;
import ai.prefactor.span.StartedSpan;
import ai.prefactor.transport.BatchOutcome.ItemOutcome;
import ai.prefactor.transport.ItemResults.Verdict;
import ai.prefactor.transport.SpanDelivery.Stage;

/**
 * Takes the answer for a batch into account: settles what is done, and takes back what
 * was planned and did not come true, so that it is planned anew. Used by one lane.
 */
final class Reconciler {

	private final ItemResults results;

	private final RunSchedule schedule;

	private final BatchPlanner planner;

	Reconciler(ItemResults results, RunSchedule schedule, BatchPlanner planner) {
		this.results = results;
		this.schedule = schedule;
		this.planner = planner;
	}

	/**
	 * Takes an answer into account.
	 * @param batch the batch
	 * @param outcome what became of it
	 * @param now the time, in nanoseconds
	 */
	void apply(Batch batch, BatchOutcome outcome, long now) {
		List<BatchItem> undone = new ArrayList<>();
		// Runs of which something has not come true as planned, and whether it may have
		// been past that before, when there was no answer
		Map<LaneRun, Boolean> astray = new LinkedHashMap<>();
		for (int i = 0; i < batch.size(); i++) {
			BatchItem item = batch.items().get(i);
			ItemOutcome result = outcome.items().get(i);
			if (result instanceof ItemOutcome.Accepted accepted) {
				accepted(item, accepted.acknowledgement(), astray);
			}
			else if (!(result instanceof ItemOutcome.Failed failed) || !isDone(item, failed.failure(), astray, now)) {
				undone.add(item);
			}
			if (result instanceof ItemOutcome.NotAttempted notAttempted && (notAttempted.sent() || isInDoubt(item))) {
				item.run().requests().remember(item, isInDoubt(item) && astray.getOrDefault(item.run(), true));
			}
		}
		if (outcome.cause() != null || this.planner.hasFrozen()) {
			// In its order with what is frozen behind it
			this.planner.freeze(undone.stream().filter((item) -> !astray.containsKey(item.run())).toList());
			undone.removeIf((item) -> !astray.containsKey(item.run()));
		}
		astray.forEach((run, mayHaveArrived) -> thaw(run, mayHaveArrived, now));
		takeBack(undone, now);
	}

	private void accepted(BatchItem item, Acknowledgement acknowledgement, Map<LaneRun, Boolean> astray) {
		if (item.isSurprising(acknowledgement.id())) {
			astray.put(item.run(), false);
			item.run().requests().unpin();
		}
		this.results.accepted(item, acknowledgement);
	}

	private boolean isDone(BatchItem item, Failure failure, Map<LaneRun, Boolean> astray, long now) {
		Verdict verdict = this.results.failed(item, failure, now);
		if (failure != Failure.ALREADY_DONE || verdict != Verdict.OVER) {
			boolean definite = failure != Failure.TRANSIENT && failure != Failure.FAILING
					&& failure != Failure.ALREADY_DONE;
			astray.merge(item.run(), !definite, Boolean::logicalAnd);
		}
		if (verdict != Verdict.OVER) {
			item.run().requests().remember(item, verdict == Verdict.REPEATED);
		}
		return verdict == Verdict.OVER;
	}

	private static boolean isInDoubt(BatchItem item) {
		return item.fate() == Fate.UNKNOWN;
	}

	/**
	 * An item of a run has failed, or has another id than ours: nothing of the run that
	 * stood behind it overtakes it, or goes on as if it had come true as planned.
	 * @param mayHaveArrived whether the server may have gone past that item before, when
	 * there was no answer
	 */
	private void thaw(LaneRun run, boolean mayHaveArrived, long now) {
		List<BatchItem> thawed = this.planner.thaw(run);
		thawed.forEach((item) -> run.requests().remember(item, mayHaveArrived && isInDoubt(item)));
		takeBack(thawed, now);
	}

	/**
	 * Takes back what was planned.
	 * @param items the items, in their order
	 * @param now the time, in nanoseconds
	 */
	void takeBack(List<BatchItem> items, long now) {
		Map<LaneRun, List<LaneEntry>> entries = new LinkedHashMap<>();
		ListIterator<BatchItem> backwards = items.listIterator(items.size());
		while (backwards.hasPrevious()) {
			BatchItem item = backwards.previous();
			LaneEntry entry = item.entry();
			takeBack(item, entry);
			if (entry != null) {
				entries.computeIfAbsent(item.run(), (run) -> new ArrayList<>()).add(entry);
			}
		}
		entries.forEach((run, some) -> this.schedule.putBack(run, some, now));
	}

	private static void takeBack(BatchItem item, @Nullable LaneEntry entry) {
		LaneRun run = item.run();
		StartedSpan span = item.span();
		if (span != null) {
			takeBack(run, span, item.before(), entry);
		}
		if (item.operation() == Operation.START) {
			run.started(false);
		}
	}

	private static void takeBack(LaneRun run, StartedSpan span, Stage before, @Nullable LaneEntry entry) {
		SpanDelivery delivery = SpanDelivery.of(span);
		if (delivery.stage() == Stage.REJECTED) {
			// What stood in front of it in the same batch
			return;
		}
		if (delivery.takenBack(before) == Stage.ACTIVE) {
			run.active().add(span);
		}
		else {
			run.active().remove(span);
			if (entry == null && span == run.root()) {
				run.rootAnnounced(false);
			}
		}
	}

}
