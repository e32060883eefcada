package ai.prefactor.agent;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.context.SpanContext;
import ai.prefactor.id.Pfid;
import ai.prefactor.schema.AgentSchema;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.span.StartedSpan;

/**
 * A run of an agent: an agent instance at the platform. Spans that start while the run is
 * current, or below one of its spans, belong to it. Safe for use by many threads.
 * <p>
 * A run that was finished waits for its open spans, at most for
 * {@code prefactor.run.linger}; then they are cancelled. Those whose work has not begun,
 * such as a publisher's that nobody subscribed to, are cancelled at once. Only after its
 * last span does its own finish go out.
 *
 * @since 0.1.0
 */
public final class AgentRun implements SpanContext {

	private static final Logger logger = LoggerFactory.getLogger(AgentRun.class);

	private final Pfid id;

	private final AgentSchema schema;

	private final AnchoredClock clock;

	private final @Nullable RunLifecycle lifecycle;

	private final @Nullable OpenSpans openSpans;

	private volatile @Nullable String terminationReason;

	private volatile @Nullable StartedSpan root;

	/**
	 * Made by {@link AgentRuns} alone, without a life cycle if it is not recorded.
	 */
	AgentRun(Pfid id, AgentSchema schema, AnchoredClock clock, @Nullable RunLifecycle lifecycle) {
		this.id = id;
		this.schema = schema;
		this.clock = clock;
		this.lifecycle = lifecycle;
		this.openSpans = (lifecycle != null) ? new OpenSpans(lifecycle, (status) -> close(lifecycle, status)) : null;
	}

	/**
	 * The run's id, by which the platform knows it too unless it assigns ids of its own.
	 * @return the id
	 */
	public Pfid id() {
		return this.id;
	}

	@Override
	public Pfid runId() {
		return this.id;
	}

	@Override
	public @Nullable Pfid spanId() {
		return null;
	}

	/**
	 * Whether what happens in the run is sent.
	 * @return {@code false} if it was not sampled, there was no room for it, or tracing
	 * is off
	 */
	public boolean isRecorded() {
		return this.lifecycle != null;
	}

	/**
	 * The span types that the run declares.
	 * @return the schema
	 */
	public AgentSchema schema() {
		return this.schema;
	}

	/**
	 * The time in the run: never goes back.
	 * @return the time
	 */
	public Instant now() {
		return this.clock.now();
	}

	/**
	 * When the run opened.
	 * @return the time
	 */
	public Instant startedAt() {
		return this.clock.start();
	}

	/**
	 * Whether the platform told the run to stop.
	 * @return {@code true} once it has
	 */
	public boolean isTerminated() {
		return this.terminationReason != null;
	}

	/**
	 * Why the platform told the run to stop.
	 * @return the reason, empty where none was given; {@code null} if it did not
	 */
	public @Nullable String terminationReason() {
		return this.terminationReason;
	}

	/**
	 * Ends the run as complete.
	 */
	public void finish() {
		finish(SpanStatus.COMPLETE);
	}

	/**
	 * Ends the run. Only the first call counts.
	 * @param status how it ended: complete, failed or cancelled
	 */
	public void finish(SpanStatus status) {
		if (status == SpanStatus.ACTIVE) {
			throw new IllegalArgumentException("'status' must be a final one");
		}
		SpanStatus before = (this.openSpans != null) ? this.openSpans.finish(status) : null;
		if (before != null) {
			logger.debug("Run {} has ended as {}: ending it as {} changes nothing", this.id, before, status);
		}
	}

	/**
	 * The first of the run's root spans.
	 * @return the span, or {@code null} if none has started
	 */
	public @Nullable StartedSpan root() {
		return this.root;
	}

	/**
	 * Takes note of a root span, of which the first counts.
	 * @param span the span
	 */
	public void rootStarted(StartedSpan span) {
		if (this.root == null) {
			this.root = span;
		}
	}

	/**
	 * Takes a span in, which {@link #detach detaches} once it has been submitted.
	 * @param span the span
	 * @return {@code false} if the run has ended, or its open spans are being cancelled
	 */
	public boolean attach(OpenSpan span) {
		return this.openSpans == null || this.openSpans.add(span);
	}

	/**
	 * Lets a span go that has ended.
	 * @param span the span
	 */
	public void detach(OpenSpan span) {
		if (this.openSpans != null) {
			this.openSpans.remove(span);
		}
	}

	/**
	 * Hands an action of the run to the transport.
	 * @param action the action
	 */
	public void submit(TransportAction action) {
		if (this.lifecycle != null) {
			this.lifecycle.submit(action);
		}
	}

	void cancel() {
		finish(SpanStatus.CANCELLED);
		if (this.openSpans != null) {
			this.openSpans.cancel();
		}
	}

	void terminate(String reason) {
		this.terminationReason = reason;
	}

	private void close(RunLifecycle lifecycle, SpanStatus status) {
		lifecycle.submit(new FinishInstance(this.id, status, now()));
		lifecycle.closed(this);
	}

	@Override
	public String toString() {
		return "AgentRun[" + this.id + "]";
	}

}
