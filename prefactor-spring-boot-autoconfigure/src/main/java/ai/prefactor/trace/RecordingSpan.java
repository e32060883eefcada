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
import ai.prefactor.payload.PayloadBuilder;
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
final class RecordingSpan implements RunSpan, StartedSpan, OpenSpan {

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

	// Guarded by this, like all below
	private Payload inputs;

	private Payload outputs = Payload.empty();

	private Payload metadata = Payload.empty();

	private @Nullable TokenUsage tokens;

	private @Nullable SpanData ended;

	RecordingSpan(Pfid id, AgentRun run, @Nullable StartedSpan parent, SpanDraft draft, String type,
			PayloadCapture capture) {
		this.id = id;
		this.run = run;
		this.parent = parent;
		this.spec = draft.spec();
		this.type = type;
		this.capture = capture;
		this.startedAt = (this.spec.startedAt() != null) ? this.spec.startedAt() : run.now();
		this.inputs = draft.inputs();
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
			addInputs(this.capture.inputs().put(name, value));
		}
		return this;
	}

	@Override
	public ActiveSpan inputs(Map<String, ? extends @Nullable Object> values) {
		if (this.spec.captureInputs() && !values.isEmpty()) {
			PayloadBuilder builder = this.capture.inputs();
			try {
				values.forEach(builder::put);
			}
			catch (RuntimeException ex) {
				// A map that changes meanwhile, say: what was read of it counts
				logger.debug("Not all inputs of span {} could be read", this.id, ex);
			}
			addInputs(builder);
		}
		return this;
	}

	@Override
	public ActiveSpan output(@Nullable Object value) {
		if (this.spec.captureOutputs()) {
			Payload output = this.capture.output(value);
			synchronized (this) {
				this.outputs = output;
			}
		}
		return this;
	}

	@Override
	public ActiveSpan elements(long count, List<?> first) {
		if (this.spec.captureOutputs()) {
			Payload output = this.capture.elements(count, first);
			synchronized (this) {
				this.outputs = output;
			}
		}
		return this;
	}

	@Override
	public ActiveSpan metadata(String name, @Nullable Object value) {
		Payload fact = this.capture.metadata().put(name, value).build();
		synchronized (this) {
			this.metadata = this.metadata.with(fact);
		}
		return this;
	}

	@Override
	public synchronized ActiveSpan tokens(TokenUsage usage) {
		this.tokens = usage;
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

	private void addInputs(PayloadBuilder builder) {
		Payload added = builder.build();
		synchronized (this) {
			this.inputs = this.inputs.with(added);
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
		}
		this.run.submit(new CreateSpan(data));
		this.run.detach(this);
		if (this.ownsRun) {
			this.run.finish(status);
		}
	}

	private SpanData data(SpanStatus status, @Nullable Instant finishedAt, @Nullable SpanError error) {
		return new SpanData(this.id, this.run.id(), this.parent, this.type, this.spec.name(), this.spec.kind(), status,
				this.startedAt, finishedAt, this.inputs, this.outputs, this.metadata, this.tokens, error);
	}

	@Override
	public String toString() {
		return "RecordingSpan[" + this.type + ", " + this.id + "]";
	}

}
