package ai.prefactor.trace;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import ai.prefactor.agent.AgentRun;
import ai.prefactor.agent.AgentRuns;
import ai.prefactor.context.SpanContext;
import ai.prefactor.context.SpanScope;
import ai.prefactor.payload.Payload;
import ai.prefactor.payload.PayloadCapture;
import ai.prefactor.schema.SchemaRegistry;
import ai.prefactor.span.StartedSpan;

/**
 * Starts spans by hand, where {@link Traced} does not fit. A span becomes the child of
 * the span that is current; where none is, it opens a run and ends it. Safe for use by
 * many threads.
 *
 * @since 0.1.0
 */
public final class Tracer {

	private final AgentRuns runs;

	private final SchemaRegistry schemas;

	private final PayloadCapture capture;

	/**
	 * A tracer.
	 * @param runs opens the runs of root spans
	 * @param schemas learns the span types that turn up
	 * @param capture takes what may be sent from the values that it is given
	 */
	public Tracer(AgentRuns runs, SchemaRegistry schemas, PayloadCapture capture) {
		this.runs = runs;
		this.schemas = schemas;
		this.capture = capture;
	}

	/**
	 * Calls something within a span, and captures what it returns.
	 * @param spec what is known of the span
	 * @param callable what is called
	 * @param <T> the type of what it returns
	 * @return what it returned
	 * @throws Exception what it threw, as it is
	 */
	public <T extends @Nullable Object> T call(SpanSpec spec, Callable<T> callable) throws Exception {
		ActiveSpan span = start(spec);
		T result;
		try (SpanScope scope = span.makeCurrent()) {
			result = callable.call();
		}
		catch (Throwable ex) {
			span.fail(ex);
			throw ex;
		}
		span.output(result).end();
		return result;
	}

	/**
	 * Runs something within a span.
	 * @param spec what is known of the span
	 * @param runnable what is run
	 */
	public void run(SpanSpec spec, Runnable runnable) {
		ActiveSpan span = start(spec);
		try (SpanScope scope = span.makeCurrent()) {
			runnable.run();
		}
		catch (Throwable ex) {
			span.fail(ex);
			throw ex;
		}
		span.end();
	}

	/**
	 * Starts a span below the one that is current on this thread. The caller ends it, and
	 * makes it current where others are to become its children.
	 * @param spec what is known of the span
	 * @return the span
	 */
	public ActiveSpan start(SpanSpec spec) {
		return start(spec, SpanContext.current());
	}

	/**
	 * Starts a span below a given one.
	 * @param spec what is known of the span
	 * @param parent the span or run that it belongs to, or {@code null} to open a run
	 * @return the span
	 */
	public ActiveSpan start(SpanSpec spec, @Nullable SpanContext parent) {
		return start(SpanDraft.of(spec), parent);
	}

	/**
	 * Prepares a span for work that begins later, any number of times, or never, below
	 * the span that is current on this thread.
	 * @param spec what is known of the span
	 * @param inputs the inputs by their names, captured now
	 * @return the prepared span
	 */
	public PendingSpan prepare(SpanSpec spec, Map<String, ? extends @Nullable Object> inputs) {
		SpanContext parent = PendingSpan.underWay(SpanContext.current());
		Payload captured = (spec.captureInputs() && !isUnrecorded(parent)) ? capture(inputs) : Payload.empty();
		return PendingSpan.prepare(this, spec, captured, parent);
	}

	ActiveSpan start(SpanDraft draft, @Nullable SpanContext requested) {
		SpanContext parent = (requested instanceof PendingSpan pending) ? pending.started() : requested;
		if (parent instanceof RunSpan span) {
			if (!span.isRecorded()) {
				return span;
			}
			return startIn(span.run(), (RecordingSpan) span, draft);
		}
		if (parent instanceof AgentRun run) {
			return run.isRecorded() ? startIn(run, null, draft) : new UnrecordedSpan(run);
		}
		return startRoot(draft, null);
	}

	private ActiveSpan startIn(AgentRun run, @Nullable StartedSpan parent, SpanDraft draft) {
		RecordingSpan span = record(run, parent, draft);
		if (run.attach(span)) {
			return span;
		}
		return startRoot(draft, run);
	}

	private ActiveSpan startRoot(SpanDraft draft, @Nullable AgentRun followed) {
		AgentRun run = this.runs.open();
		if (!run.isRecorded()) {
			return new UnrecordedSpan(run);
		}
		RecordingSpan span = record(run, null, draft);
		span.ownRun();
		if (followed != null) {
			span.metadata("follows_run", followed.id().toString());
		}
		run.attach(span);
		return span;
	}

	private RecordingSpan record(AgentRun run, @Nullable StartedSpan parent, SpanDraft draft) {
		Instant now = run.now();
		RecordingSpan span = new RecordingSpan(this.runs.nextId(now), now, run, parent, draft,
				typeIn(run, draft.spec()), this.capture);
		if (parent == null) {
			run.rootStarted(span);
		}
		return span;
	}

	private Payload capture(Map<String, ? extends @Nullable Object> inputs) {
		return this.capture.inputs().putAll(inputs).build();
	}

	private static boolean isUnrecorded(@Nullable SpanContext parent) {
		return (parent instanceof RunSpan span && !span.isRecorded())
				|| (parent instanceof AgentRun run && !run.isRecorded());
	}

	private String typeIn(AgentRun run, SpanSpec spec) {
		String kind = spec.kind().id();
		String type = (spec.type() != null) ? spec.type() : this.schemas.type(kind, spec.name());
		if (run.schema().declares(type)) {
			return type;
		}
		this.schemas.registerLate(type);
		return this.schemas.fallback(kind);
	}

}
