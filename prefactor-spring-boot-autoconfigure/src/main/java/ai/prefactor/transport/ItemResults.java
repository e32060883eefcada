package ai.prefactor.transport;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishSpan;
import ai.prefactor.action.TransportAction;
import ai.prefactor.api.Acknowledgement;
import ai.prefactor.api.ControlSignal;
import ai.prefactor.api.Operation;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.StartedSpan;

/**
 * Notes what the server has of a run and settles the actions that are done. Used by one
 * lane.
 */
final class ItemResults {

	private final LaneBooks books;

	private final ItemFactory items;

	private final ServerKnowledge server;

	private final TerminationMonitor terminations;

	private final Consumer<LaneRun> ended;

	/**
	 * What is done with answers.
	 * @param ended is told of runs of which nothing is left to do
	 */
	ItemResults(LaneBooks books, ItemFactory items, ServerKnowledge server, TerminationMonitor terminations,
			Consumer<LaneRun> ended) {
		this.books = books;
		this.items = items;
		this.server = server;
		this.terminations = terminations;
		this.ended = ended;
	}

	/**
	 * The server has taken an item.
	 */
	void accepted(BatchItem item, Acknowledgement acknowledgement) {
		String serverId = item.otherId(acknowledgement.id());
		if (serverId != null) {
			this.server.ids().assigned();
		}
		ControlSignal control = acknowledgement.control();
		if (control != null && control.terminate()) {
			this.terminations.terminate(item.run().id(), (control.reason() != null) ? control.reason() : "");
		}
		done(item, serverId);
	}

	private void done(BatchItem item, @Nullable String serverId) {
		LaneRun run = item.run();
		run.requests().forget(item);
		run.pause().end();
		switch (item.operation()) {
			case REGISTER -> {
				run.confirmed(serverId);
				this.server.agentIsThere();
			}
			case CREATE_SPAN, FINISH_SPAN -> confirm(item, serverId);
			case FINISH -> this.ended.accept(run);
			case START -> {
			}
		}
		settle(item, Settlement.DELIVERED);
	}

	private static void confirm(BatchItem item, @Nullable String serverId) {
		StartedSpan span = item.span();
		if (span != null) {
			SpanDelivery delivery = SpanDelivery.of(span);
			delivery.confirmed(serverId);
			if (delivery.stage() == SpanDelivery.Stage.FINISHED) {
				span.release();
			}
		}
	}

	/**
	 * The server has not taken an item.
	 * @return what happens to it next
	 */
	Verdict failed(BatchItem item, Failure failure, long now) {
		return switch (failure) {
			case TRANSIENT, FAILING -> pause(item.run(), now);
			case AGENT_MISSING -> agentMissing(item.run(), now);
			case TOO_LARGE -> tooLarge(item);
			case ALREADY_DONE -> alreadyDone(item);
			case REJECTED, TOKEN_REFUSED, TOO_SLOW, UNREADABLE, UNSUPPORTED, INTERRUPTED -> rejected(item);
		};
	}

	/**
	 * The server has what an item was to make. A span that was announced before, by a
	 * request whose answer was lost, it has as under way: that is to be finished. Where
	 * the server assigns ids, its answer does not tell under which it has the span.
	 */
	private Verdict alreadyDone(BatchItem item) {
		StartedSpan span = item.span();
		if (span != null && item.isLateCreate() && !this.server.ids().areAssigned()) {
			SpanDelivery.of(span).foundActive();
			return Verdict.CHANGED;
		}
		done(item, null);
		if (span != null && item.operation() == Operation.CREATE_SPAN && this.server.ids().areAssigned()) {
			SpanDelivery.of(span).nameless();
			item.run().active().remove(span);
		}
		return Verdict.OVER;
	}

	private static Verdict pause(LaneRun run, long now) {
		run.pause().begin(now);
		return Verdict.REPEATED;
	}

	private Verdict agentMissing(LaneRun run, long now) {
		if (!run.pause().beginForAgent(now)) {
			this.server.agentLost();
			run.pause().end(now);
			run.lose();
		}
		return Verdict.CHANGED;
	}

	private Verdict tooLarge(BatchItem item) {
		StartedSpan span = item.span();
		if (span == null) {
			return rejected(item);
		}
		if (SpanDelivery.of(span).strip()) {
			this.books.payloadDropped(
					(item.entry() != null) ? item.entry().action() : new CreateSpan(record(item, span), span));
			return Verdict.CHANGED;
		}
		lose(item, span);
		settle(item, Settlement.TOO_LARGE);
		return Verdict.OVER;
	}

	private Verdict rejected(BatchItem item) {
		return hasChanged(item) ? Verdict.CHANGED : reject(item);
	}

	private boolean hasChanged(BatchItem item) {
		StartedSpan span = item.span();
		boolean closer = item.entry() == null && item.operation() == Operation.FINISH_SPAN;
		return !closer && this.items.hasChanged(item, (span != null) ? record(item, span) : null);
	}

	private Verdict reject(BatchItem item) {
		StartedSpan span = item.span();
		if (span != null) {
			lose(item, span);
		}
		if (item.operation() == Operation.REGISTER) {
			item.run().lose();
			settle(item, Settlement.RUN_REJECTED);
			return Verdict.OVER;
		}
		if (item.operation() == Operation.FINISH) {
			this.ended.accept(item.run());
		}
		settle(item, Settlement.REJECTED);
		return Verdict.OVER;
	}

	/**
	 * A span that was not created is not there; one that could not be finished is left as
	 * it is.
	 */
	private static void lose(BatchItem item, StartedSpan span) {
		item.run().requests().forget(item);
		if (item.operation() == Operation.CREATE_SPAN) {
			SpanDelivery.of(span).rejected();
			item.run().active().remove(span);
		}
		else {
			SpanDelivery.of(span).confirmed(null);
		}
	}

	private static SpanData record(BatchItem item, StartedSpan span) {
		TransportAction action = (item.entry() != null) ? item.entry().action() : null;
		if (action instanceof CreateSpan create) {
			return create.span();
		}
		return (action instanceof FinishSpan finish) ? finish.span() : span.snapshot();
	}

	private void settle(BatchItem item, Settlement settlement) {
		LaneEntry entry = item.entry();
		if (entry != null) {
			this.books.settle(entry, settlement);
		}
	}

	/**
	 * What happens to an item that the server has not taken.
	 */
	enum Verdict {

		/**
		 * It is settled.
		 */
		OVER,

		/**
		 * It goes again as it is, because the server may have acted on it.
		 */
		REPEATED,

		/**
		 * It goes again, and may say something else, because the server has not.
		 */
		CHANGED

	}

}
