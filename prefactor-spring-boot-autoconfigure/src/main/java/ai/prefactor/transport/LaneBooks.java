package ai.prefactor.transport;

import java.util.ArrayDeque;
import java.util.Deque;

import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.WorkQueue;
import ai.prefactor.span.StartedSpan;

/**
 * Keeps the books of one lane: what it has taken, in which order, and what became of it.
 * Used by one lane.
 */
final class LaneBooks {

	private final WorkQueue<TransportAction> queue;

	private final TransportListener listener;

	private final LaneProgress progress;

	// What was taken, oldest first; what is settled leaves when it comes first
	private final Deque<LaneEntry> taken = new ArrayDeque<>();

	LaneBooks(WorkQueue<TransportAction> queue, TransportListener listener, LaneProgress progress) {
		this.queue = queue;
		this.listener = listener;
		this.progress = progress;
	}

	LaneEntry take(WorkQueue.Entry<TransportAction> place) {
		LaneEntry entry = new LaneEntry(place, this.progress.taken());
		this.taken.add(entry);
		return entry;
	}

	/**
	 * Settles an action, unless it was given up at shutdown, which settles it.
	 */
	void settle(LaneEntry entry, Settlement settlement) {
		if (entry.place().release()) {
			report(entry.action(), settlement);
		}
		entry.settled();
		LaneEntry first = this.taken.peek();
		while (first != null && first.isSettled()) {
			this.taken.remove();
			first = this.taken.peek();
		}
		this.progress.settled((first != null) ? first.number() : Long.MAX_VALUE);
	}

	/**
	 * Sets a place aside for the end of a span that is about to be announced.
	 * @return {@code false} if there is none
	 */
	boolean reserveFinish(StartedSpan span) {
		return SpanPlaces.reserve(this.queue, span);
	}

	void payloadDropped(TransportAction action) {
		this.listener.payloadDropped(action);
	}

	private void report(TransportAction action, Settlement settlement) {
		switch (settlement) {
			case DELIVERED -> this.listener.delivered(action);
			case REJECTED -> this.listener.rejected(action, DropReason.REJECTED);
			case RUN_REJECTED -> this.listener.rejected(action, DropReason.RUN_REJECTED);
			case TOO_LARGE -> this.listener.dropped(action, DropReason.TOO_LARGE);
			case LATE -> this.listener.dropped(action, DropReason.LATE);
		}
	}

}
