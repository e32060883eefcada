package ai.prefactor.transport;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.WorkQueue;
import ai.prefactor.span.Admission;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.StartedSpan;

/**
 * Sets places in the queue aside for spans that others depend on, so that no parent is
 * refused once a child was accepted, and no span stays open at the server because its end
 * found no room. Safe for use by many threads.
 */
final class SpanPlaces {

	private SpanPlaces() {
	}

	/**
	 * Sets a place aside for each of a span's ancestors that has none. From above: who
	 * has a place has ancestors that have theirs.
	 * @return {@code false} if there was no room for one of them
	 */
	static boolean reserveAncestors(WorkQueue<TransportAction> queue, @Nullable StartedSpan parent) {
		if (parent == null || hasPlace(parent)) {
			return true;
		}
		Deque<StartedSpan> without = new ArrayDeque<>();
		for (StartedSpan span = parent; span != null && !hasPlace(span); span = span.parent()) {
			if (span.admission() == Admission.OPEN) {
				without.push(span);
			}
		}
		return without.stream().allMatch((span) -> reserve(queue, span) || span.admission() == Admission.REFUSED);
	}

	/**
	 * How many of a span's ancestors have no place and need one.
	 */
	static int missing(@Nullable StartedSpan parent) {
		int missing = 0;
		for (StartedSpan span = parent; span != null && !hasPlace(span); span = span.parent()) {
			missing += (span.admission() == Admission.OPEN) ? 1 : 0;
		}
		return missing;
	}

	private static boolean hasPlace(StartedSpan span) {
		Admission admission = span.admission();
		return admission == Admission.RESERVED || admission == Admission.ACCEPTED;
	}

	/**
	 * Sets a place aside for a span that may have none.
	 * @return {@code false} if it has none
	 */
	static boolean reserve(WorkQueue<TransportAction> queue, StartedSpan span) {
		if (span.admission() == Admission.OPEN) {
			if (!queue.reserve(SpanData.BARE_WEIGHT)) {
				return false;
			}
			if (!span.admit(Admission.OPEN, Admission.RESERVED)) {
				queue.cancelReservation(SpanData.BARE_WEIGHT);
			}
		}
		return span.admission() != Admission.REFUSED;
	}

}
