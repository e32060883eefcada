package ai.prefactor.agent;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import ai.prefactor.span.SpanStatus;

/**
 * The spans of a run that are under way. Says when the run is over: once it was finished
 * and the last of them has ended. While a run goes on, its spans come and go without a
 * lock; only from its finish on are they dealt with one after the other.
 */
final class OpenSpans {

	private final Set<OpenSpan> spans = ConcurrentHashMap.newKeySet();

	private final RunLifecycle lifecycle;

	private final Consumer<SpanStatus> onLast;

	// Written under the lock. Who finishes the run writes this and then looks for spans;
	// a span comes or goes and then looks at this: so one of them sees the other
	private volatile @Nullable SpanStatus outcome;

	// Guarded by this, like all below
	private @Nullable Future<?> linger;

	// No span is taken in any more: all that are open are about to be cancelled
	private boolean sealed;

	// Kept to the end: who brings such a span may ask after it has been cancelled
	private Set<OpenSpan> toBeCancelled = Set.of();

	private boolean closed;

	/**
	 * The spans of a run.
	 * @param lifecycle how long to wait for them
	 * @param onLast ends the run, whose last span has ended
	 */
	OpenSpans(RunLifecycle lifecycle, Consumer<SpanStatus> onLast) {
		this.lifecycle = lifecycle;
		this.onLast = onLast;
	}

	/**
	 * Takes a span in.
	 * @param span the span
	 * @return {@code false} if no span is taken in any more
	 */
	boolean add(OpenSpan span) {
		return this.spans.add(span) && (this.outcome == null || mayStay(span));
	}

	/**
	 * Lets a span go that has ended.
	 * @param span the span
	 */
	void remove(OpenSpan span) {
		this.spans.remove(span);
		if (this.outcome != null) {
			settle();
		}
	}

	/**
	 * Ends the run as soon as no span is open.
	 * @param status how it ended
	 * @return how it had ended before, which then counts, or {@code null}
	 */
	@Nullable SpanStatus finish(SpanStatus status) {
		List<OpenSpan> notBegun;
		boolean last;
		synchronized (this) {
			if (this.outcome != null) {
				return this.outcome;
			}
			this.outcome = status;
			List<OpenSpan> open = List.copyOf(this.spans);
			notBegun = open.stream().filter((span) -> !span.isAwaited()).toList();
			last = open.isEmpty();
			this.closed = last;
			if (notBegun.size() == open.size()) {
				seal(notBegun);
			}
			else {
				this.linger = this.lifecycle.linger(this::cancel);
			}
		}
		if (last) {
			this.onLast.accept(status);
		}
		notBegun.forEach(OpenSpan::cancel);
		return null;
	}

	/**
	 * Cancels what is open in a run that was finished.
	 */
	void cancel() {
		List<OpenSpan> open;
		synchronized (this) {
			if (!this.sealed) {
				seal(List.copyOf(this.spans));
			}
			// Not all that are there: one that comes just now may be about to be refused
			open = this.toBeCancelled.stream().filter(this.spans::contains).toList();
		}
		open.forEach(OpenSpan::cancel);
	}

	/**
	 * Whether a span may stay that came while the run was finished. One that is about to
	 * be cancelled came in time.
	 */
	private boolean mayStay(OpenSpan span) {
		synchronized (this) {
			if (!this.sealed || this.toBeCancelled.contains(span)) {
				return true;
			}
			this.spans.remove(span);
		}
		settle();
		return false;
	}

	private void settle() {
		SpanStatus status;
		boolean last;
		List<OpenSpan> notBegun = List.of();
		synchronized (this) {
			status = this.outcome;
			if (status == null || this.closed) {
				return;
			}
			if (!this.sealed && this.spans.stream().noneMatch(OpenSpan::isAwaited)) {
				notBegun = sealIfNoneIsAwaited();
			}
			// Not isEmpty: the set counts a span only after it is in
			last = this.sealed && !this.spans.iterator().hasNext();
			this.closed = last;
			if (last && this.linger != null) {
				this.linger.cancel(false);
			}
		}
		if (last) {
			this.onLast.accept(status);
		}
		notBegun.forEach(OpenSpan::cancel);
	}

	private List<OpenSpan> sealIfNoneIsAwaited() {
		List<OpenSpan> open = List.copyOf(this.spans);
		if (open.stream().anyMatch(OpenSpan::isAwaited)) {
			return List.of();
		}
		seal(open);
		return open;
	}

	private void seal(List<OpenSpan> open) {
		this.sealed = true;
		this.toBeCancelled = Collections.newSetFromMap(new IdentityHashMap<>(open.size()));
		this.toBeCancelled.addAll(open);
	}

}
