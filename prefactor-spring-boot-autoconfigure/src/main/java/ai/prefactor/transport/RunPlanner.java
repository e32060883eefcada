package ai.prefactor.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.FinishSpan;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.span.Admission;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.span.StartedSpan;
import ai.prefactor.transport.SpanDelivery.Stage;

/**
 * Turns what waits in a run into the items of a batch: in front of a span the ancestors
 * that the server does not have yet; of a span that it has as active only the finish; in
 * front of the run's finish that of every span whose end never came. What is planned
 * counts as done. Used by one lane.
 */
final class RunPlanner {

	private final ItemFactory items;

	private final LaneBooks books;

	private final Consumer<LaneRun> ended;

	/**
	 * A planner.
	 * @param ended is told of runs of which nothing is left to do
	 */
	RunPlanner(ItemFactory items, LaneBooks books, Consumer<LaneRun> ended) {
		this.items = items;
		this.books = books;
		this.ended = ended;
	}

	/**
	 * Leaves out the next action of a run, at which planning failed.
	 */
	Progress leaveOut(LaneRun run) {
		LaneEntry entry = run.waiting().peek();
		if (run.isRootDue() || entry == null) {
			run.rootAnnounced(true);
			return Progress.PLANNED;
		}
		return settled(run, entry, Settlement.REJECTED);
	}

	/**
	 * Plans the next step of a run.
	 * @param run the run
	 * @param batch where to
	 * @param now the time, in nanoseconds
	 * @return how far that went
	 */
	Progress planNext(LaneRun run, Batch batch, long now) {
		if (run.isRootDue()) {
			return announceRoot(run, batch);
		}
		LaneEntry entry = run.waiting().peek();
		if (entry == null) {
			return Progress.NOTHING_LEFT;
		}
		if (run.isLost()) {
			return abandon(run, entry);
		}
		TransportAction action = entry.action();
		if (action instanceof CreateSpan create) {
			return create(run, create, entry, batch, now);
		}
		if (action instanceof FinishSpan finish) {
			return finishSpan(run, StartedSpan.of(finish.span()), finish.span(), entry, batch);
		}
		if (action instanceof FinishInstance finish) {
			return finish(run, finish, entry, batch);
		}
		BatchItem item = (action instanceof RegisterInstance register) ? this.items.register(run, register, entry)
				: this.items.start(run, (StartInstance) action, entry);
		Progress progress = plan(run, item, batch);
		if (progress == Progress.PLANNED && action instanceof StartInstance) {
			run.started(true);
		}
		return progress;
	}

	private Progress announceRoot(LaneRun run, Batch batch) {
		StartedSpan root = run.root();
		Progress progress = Progress.PLANNED;
		if (root != null && SpanDelivery.of(root).stage() == Stage.NEW) {
			SpanData record = root.snapshot();
			if (record.status() == SpanStatus.ACTIVE && record.kind() != SpanKind.LLM
					&& this.books.reserveFinish(root)) {
				progress = createSpan(run, root, record, null, batch);
			}
		}
		if (progress == Progress.PLANNED) {
			run.rootAnnounced(true);
		}
		return progress;
	}

	private Progress create(LaneRun run, CreateSpan action, LaneEntry entry, Batch batch, long now) {
		StartedSpan span = action.handle();
		SpanDelivery delivery = SpanDelivery.of(span);
		return switch (delivery.stage()) {
			case NEW -> {
				Progress progress = bringAlong(run, span, entry, batch, now);
				yield (progress != Progress.PLANNED || isHeld(run, entry)) ? progress
						: createSpan(run, span, action.span(), entry, batch);
			}
			case ACTIVE -> finishSpan(run, span, action.span(), entry, batch);
			case FINISHED -> {
				BatchItem item = delivery.item();
				if (item == null) {
					yield settled(run, entry, Settlement.DELIVERED);
				}
				item.settles(entry);
				run.waiting().remove(entry);
				yield Progress.PLANNED;
			}
			case REJECTED -> settled(run, entry, Settlement.REJECTED);
		};
	}

	private static boolean isHeld(LaneRun run, LaneEntry entry) {
		return run.waiting().peek() != entry;
	}

	/**
	 * Plans the ancestors of a span that the server does not have: as active, or in their
	 * final state if they have ended meanwhile. Or has the span wait for a model call
	 * among them.
	 */
	private Progress bringAlong(LaneRun run, StartedSpan span, LaneEntry entry, Batch batch, long now) {
		for (StartedSpan ancestor : missing(span.parent())) {
			SpanData record = ancestor.snapshot();
			if (record.kind() == SpanKind.LLM && record.status() == SpanStatus.ACTIVE && !run.isFinishing()
					&& run.held().mayWaitFor(ancestor, now)) {
				run.held().add(ancestor, entry, now);
				run.waiting().remove(entry);
				return Progress.PLANNED;
			}
			Progress progress = createSpan(run, ancestor, record, null, batch);
			if (progress != Progress.PLANNED) {
				return progress;
			}
		}
		return Progress.PLANNED;
	}

	private static Iterable<StartedSpan> missing(@Nullable StartedSpan parent) {
		Deque<StartedSpan> missing = new ArrayDeque<>();
		for (StartedSpan ancestor = parent; ancestor != null; ancestor = ancestor.parent()) {
			Stage stage = SpanDelivery.of(ancestor).stage();
			if (stage == Stage.ACTIVE || stage == Stage.FINISHED) {
				break;
			}
			if (stage == Stage.NEW && ancestor.admission() != Admission.REFUSED) {
				missing.push(ancestor);
			}
		}
		return missing;
	}

	private Progress createSpan(LaneRun run, StartedSpan span, SpanData record, @Nullable LaneEntry entry,
			Batch batch) {
		BatchItem item = this.items.createSpan(run, span, record, entry);
		Progress progress = plan(run, item, batch);
		if (progress == Progress.PLANNED && item != null) {
			SpanDelivery.of(span).planned(item, item.after());
			if (item.after() == Stage.ACTIVE) {
				run.active().add(span);
			}
			run.putBack(run.held().release(span));
		}
		return progress;
	}

	private Progress finishSpan(LaneRun run, StartedSpan span, SpanData record, @Nullable LaneEntry entry,
			Batch batch) {
		BatchItem item = this.items.finishSpan(run, span, record, entry);
		Progress progress = plan(run, item, batch);
		if (progress == Progress.PLANNED && item != null) {
			SpanDelivery.of(span).planned(item, Stage.FINISHED);
			run.active().remove(span);
		}
		return progress;
	}

	/**
	 * Plans the run's finish, once nothing waits any more for a model call, and after the
	 * finish of what the server has as active although its end never came, so that no
	 * span stays open because of a loss on our side.
	 */
	private Progress finish(LaneRun run, FinishInstance action, LaneEntry entry, Batch batch) {
		if (!run.held().isEmpty()) {
			run.putBack(run.held().releaseAll());
			return Progress.PLANNED;
		}
		StartedSpan inDoubt = run.requests().announcedInDoubt();
		if (inDoubt != null) {
			return createSpan(run, inDoubt, inDoubt.snapshot(), null, batch);
		}
		for (StartedSpan open : run.activeFromBelow()) {
			SpanData record = open.snapshot();
			Progress progress = finishSpan(run, open,
					(record.status() == SpanStatus.ACTIVE) ? record.cancelledAt(action.timestamp()) : record, null,
					batch);
			if (progress != Progress.PLANNED) {
				return progress;
			}
		}
		return plan(run, this.items.finish(run, action, entry), batch);
	}

	private Progress abandon(LaneRun run, LaneEntry entry) {
		if (entry.action() instanceof FinishInstance) {
			if (!run.held().isEmpty()) {
				run.putBack(run.held().releaseAll());
				return Progress.PLANNED;
			}
			this.ended.accept(run);
		}
		return settled(run, entry, Settlement.RUN_REJECTED);
	}

	private static Progress plan(LaneRun run, @Nullable BatchItem item, Batch batch) {
		if (item == null) {
			return Progress.BLOCKED;
		}
		if (!batch.add(item)) {
			return Progress.FULL;
		}
		LaneEntry entry = item.entry();
		if (entry != null) {
			run.waiting().remove(entry);
		}
		return Progress.PLANNED;
	}

	private Progress settled(LaneRun run, LaneEntry entry, Settlement settlement) {
		run.waiting().remove(entry);
		this.books.settle(entry, settlement);
		return Progress.PLANNED;
	}

	/**
	 * How far a step of planning went.
	 */
	enum Progress {

		/**
		 * It is done.
		 */
		PLANNED,

		/**
		 * The batch has no room for it.
		 */
		FULL,

		/**
		 * It needs an answer first.
		 */
		BLOCKED,

		/**
		 * There is nothing more to do.
		 */
		NOTHING_LEFT

	}

}
