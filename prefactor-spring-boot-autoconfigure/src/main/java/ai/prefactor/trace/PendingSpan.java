package ai.prefactor.trace;

import org.jspecify.annotations.Nullable;

import ai.prefactor.context.SpanContext;
import ai.prefactor.context.SpanScope;
import ai.prefactor.id.Pfid;
import ai.prefactor.payload.Payload;

/**
 * A span for work that is prepared now and begins later, any number of times, or never:
 * what a publisher does. Each beginning is a span of its own, with the inputs as they
 * were when it was prepared.
 * <p>
 * Prepared where a span is under way, it starts at once, for the first beginning. Its run
 * does not wait for it until it begins; if it never does, it is cancelled with its run.
 * Prepared elsewhere, it starts when it first begins, because only then it is known where
 * it belongs; or before, as a root, if a span is started while it is current. Safe for
 * use by many threads.
 *
 * @since 0.1.0
 */
public final class PendingSpan implements SpanContext {

	private final Tracer tracer;

	private final SpanSpec spec;

	private final Payload inputs;

	private final @Nullable SpanContext parent;

	// Guarded by this, like the field below
	private @Nullable ActiveSpan started;

	private boolean begun;

	private PendingSpan(Tracer tracer, SpanSpec spec, Payload inputs, @Nullable SpanContext parent) {
		this.tracer = tracer;
		this.spec = spec;
		this.inputs = inputs;
		this.parent = parent;
	}

	static PendingSpan prepare(Tracer tracer, SpanSpec spec, Payload inputs, @Nullable SpanContext parent) {
		PendingSpan span = new PendingSpan(tracer, spec, inputs, parent);
		if (parent != null && !(parent instanceof PendingSpan)) {
			span.started();
		}
		return span;
	}

	/**
	 * Looks behind a pending span that has started.
	 * @param context the context, or {@code null}
	 * @return the span under way where there is one, else the context itself
	 */
	static @Nullable SpanContext underWay(@Nullable SpanContext context) {
		if (context instanceof PendingSpan pending) {
			ActiveSpan started = pending.startedOrNull();
			return (started != null) ? started : pending;
		}
		return context;
	}

	/**
	 * Begins the work.
	 * @param parent where it begins, or {@code null} for where it was prepared
	 * @return the span, to be ended by the caller
	 */
	public ActiveSpan begin(@Nullable SpanContext parent) {
		ActiveSpan waiting = beginWaiting();
		if (waiting != null) {
			return waiting;
		}
		SpanContext place = (parent != null && parent != this) ? parent : this.parent;
		// Started before this is locked: two pending spans may begin within each other
		SpanContext above = (place instanceof PendingSpan pending) ? pending.started() : place;
		SpanDraft draft = new SpanDraft(this.spec, this.inputs, true);
		synchronized (this) {
			waiting = beginWaiting();
			if (waiting != null) {
				return waiting;
			}
			if (!this.begun) {
				this.begun = true;
				this.started = this.tracer.start(draft, above);
				return this.started;
			}
		}
		return this.tracer.start(draft, above);
	}

	/**
	 * Begins the span that has started already, for the first beginning.
	 * @return the span, or {@code null} if there is none that waits for it
	 */
	private synchronized @Nullable ActiveSpan beginWaiting() {
		ActiveSpan waiting = this.started;
		if (this.begun || waiting == null) {
			return null;
		}
		this.begun = true;
		return (!(waiting instanceof RecordingSpan span) || span.begin()) ? waiting : null;
	}

	/**
	 * Whether a span is open that nobody ends unless the work begins.
	 * @return {@code true} if it has started and not begun
	 */
	public synchronized boolean isIdle() {
		return !this.begun && this.started instanceof RecordingSpan;
	}

	/**
	 * Gives the work up, unless it has begun.
	 */
	public synchronized void cancel() {
		if (isIdle()) {
			begin(null).cancel();
		}
	}

	@Override
	public Pfid runId() {
		return started().runId();
	}

	@Override
	public @Nullable Pfid spanId() {
		return started().spanId();
	}

	@Override
	public SpanScope makeCurrent() {
		ActiveSpan started = startedOrNull();
		return SpanContext.makeCurrentOrNone((started != null) ? started : this);
	}

	/**
	 * The span for the first beginning, which others become children of.
	 * @return the span, started now if need be
	 */
	synchronized ActiveSpan started() {
		if (this.started == null) {
			this.started = this.tracer.start(new SpanDraft(this.spec, this.inputs, false), this.parent);
		}
		return this.started;
	}

	private synchronized @Nullable ActiveSpan startedOrNull() {
		return this.started;
	}

	@Override
	public String toString() {
		return "PendingSpan[" + this.spec.name() + "]";
	}

}
