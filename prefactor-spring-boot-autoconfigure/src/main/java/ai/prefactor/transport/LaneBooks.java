package ai.prefactor.transport;

import java.util.ArrayList;
import java.util.List;

import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.WorkQueue;
import ai.prefactor.span.StartedSpan;

/**
 * Keeps the books of one lane: what it has taken, in which order, and what became of it.
 * Keeps nothing of what is settled, however long something older waits. Used by one lane.
 */
final class LaneBooks {

	private final WorkQueue<TransportAction> queue;

	private final TransportListener listener;

	private final LaneProgress progress;

	// Before the oldest and behind the newest entry that is not settled
	private final LaneEntry unsettled = LaneEntry.root();

	private final List<TransportAction> deliveredTooLate = new ArrayList<>();

	LaneBooks(WorkQueue<TransportAction> queue, TransportListener listener, LaneProgress progress) {
		this.queue = queue;
		this.listener = listener;
		this.progress = progress;
	}

	LaneEntry take(WorkQueue.Entry<TransportAction> place) {
		return this.unsettled.precededBy(place, this.progress.take());
	}

	/**
	 * Settles an action, unless it was given up at shutdown, which settles it.
	 */
	void settle(LaneEntry entry, Settlement settlement) {
		WorkQueue.Entry<TransportAction> place = entry.leave();
		if (place != null && place.release()) {
			report(place.item(), settlement);
		}
		else if (place != null && settlement == Settlement.DELIVERED) {
			this.deliveredTooLate.add(place.item());
		}
		this.progress.settle(this.unsettled.next().number());
	}

	/**
	 * What turned out to be delivered after it had been given up.
	 */
	List<TransportAction> deliveredTooLate() {
		return this.deliveredTooLate;
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
