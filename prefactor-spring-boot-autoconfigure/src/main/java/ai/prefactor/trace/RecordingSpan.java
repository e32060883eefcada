package ai.prefactor.trace;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.agent.AgentRun;
import ai.prefactor.agent.OpenSpan;
import ai.prefactor.id.Pfid;
import ai.prefactor.payload.Payload;
import ai.prefactor.payload.PayloadCapture;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanError;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.span.StartedSpan;
import ai.prefactor.span.TokenUsage;

/**
 * A span whose run is recorded. What callers hand in is captured before the lock is
 * taken, so that the transport, which asks for snapshots, never waits for their code.
 */
final class RecordingSpan extends StartedSpan implements RunSpan, OpenSpan {

	private static final Logger logger = LoggerFactory.getLogger(RecordingSpan.class);

	private final Pfid id;

	private final AgentRun run;

	private final @Nullable StartedSpan parent;

	private final SpanSpec spec;

	private final String type;

	private final PayloadCapture capture;

	private final Instant startedAt;

	private boolean ownsRun;

	private volatile boolean begun;

	// Guarded by this, like the one below; let go of when the span ends
	private @Nullable SpanContents contents;

	private @Nullable SpanData ended;

	RecordingSpan(Pfid id, Instant now, AgentRun run, @Nullable StartedSpan parent, SpanDraft draft, String type,
			PayloadCapture capture) {
		this.id = id;
		this.run = run;
		this.parent = parent;
		this.spec = draft.spec();
		this.type = type;
		this.capture = capture;
		this.startedAt = (this.spec.startedAt() != null) ? this.spec.startedAt() : now;
		this.contents = new SpanContents(draft.inputs());
		this.begun = draft.begun();
	}

	/**
	 * Makes the span the root whose end is its run's end. Called before anybody else sees
	 * the span.
	 */
	void ownRun() {
		this.ownsRun = true;
	}

	/**
	 * Has its run wait for the span from now on.
	 * @return {@code false} if the span has ended
	 */
	synchronized boolean begin() {
		this.begun = true;
		return this.ended == null;
	}

	@Override
	public boolean isAwaited() {
		return this.begun;
	}

	@Override
	public AgentRun run() {
		return this.run;
	}

	@Override
	public Pfid id() {
		return this.id;
	}

	@Override
	public Pfid runId() {
		return this.run.id();
	}

	@Override
	public Pfid spanId() {
		return this.id;
	}

	@Override
	public @Nullable StartedSpan parent() {
		return this.parent;
	}

	@Override
	public boolean isRecorded() {
		return true;
	}

	@Override
	public ActiveSpan input(String name, @Nullable Object value) {
		if (this.spec.captureInputs()) {
			addInputs(this.capture.input(name, value));
		}
		return this;
	}

	@Override
	public ActiveSpan inputs(Map<String, ? extends @Nullable Object> values) {
		if (this.spec.captureInputs() && !values.isEmpty()) {
			addInputs(this.capture.inputs().putAll(values).build());
		}
		return this;
	}

	@Override
	public ActiveSpan output(@Nullable Object value) {
		if (this.spec.captureOutputs()) {
			setOutputs(this.capture.output(value));
		}
		return this;
	}

	@Override
	public ActiveSpan elements(long count, List<?> first) {
		if (this.spec.captureOutputs()) {
			setOutputs(this.capture.elements(count, first));
		}
		return this;
	}

	@Override
	public ActiveSpan metadata(String name, @Nullable Object value) {
		Payload fact = this.capture.fact(name, value);
		synchronized (this) {
			if (this.contents != null) {
				this.contents.addMetadata(fact, this.capture);
			}
		}
		return this;
	}

	@Override
	public synchronized ActiveSpan tokens(TokenUsage usage) {
		if (this.contents != null) {
			this.contents.tokens(usage);
		}
		return this;
	}

	@Override
	public void end() {
		end(SpanStatus.COMPLETE, this.run.now(), null);
	}

	@Override
	public void end(Instant finishedAt) {
		end(SpanStatus.COMPLETE, finishedAt, null);
	}

	@Override
	public void fail(Throwable failure) {
		Instant finishedAt = this.run.now();
		end(SpanStatus.FAILED, finishedAt, SpanError.of(failure, this.capture::errorText));
	}

	@Override
	public void cancel() {
		end(SpanStatus.CANCELLED, this.run.now(), null);
	}

	@Override
	public synchronized SpanData snapshot() {
		return (this.ended != null) ? this.ended : data(SpanStatus.ACTIVE, null, null);
	}

	@Override
	public synchronized void release() {
		if (this.ended != null) {
			this.ended = this.ended.withoutPayloads();
		}
	}

	private synchronized void addInputs(Payload added) {
		if (this.contents != null) {
			this.contents.addInputs(added, this.capture);
		}
	}

	private synchronized void setOutputs(Payload outputs) {
		if (this.contents != null) {
			this.contents.outputs(outputs);
		}
	}

	private void end(SpanStatus status, Instant finishedAt, @Nullable SpanError error) {
		SpanData data;
		synchronized (this) {
			if (this.ended != null) {
				logger.debug("Span {} has ended as {}: ending it as {} changes nothing", this.id, this.ended.status(),
						status);
				return;
			}
			data = data(status, finishedAt.isBefore(this.startedAt) ? this.startedAt : finishedAt, error);
			this.ended = data;
			this.contents = null;
		}
		this.run.submit(new CreateSpan(data, this));
		this.run.detach(this);
		if (this.ownsRun) {
			this.run.finish(status);
		}
	}

	private SpanData data(SpanStatus status, @Nullable Instant finishedAt, @Nullable SpanError error) {
		SpanContents said = (this.contents != null) ? this.contents : new SpanContents(Payload.empty());
		return new SpanData(this.id, this.run.id(), this.parent, this.type, this.spec.name(), this.spec.kind(), status,
				this.startedAt, finishedAt, said.inputs(), said.outputs(), said.metadata(), said.tokens(), error);
	}

	// Equal to itself only; the JVM would have to make a number of that first
	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public String toString() {
		return "RecordingSpan[" + this.type + ", " + this.id + "]";
	}

}
