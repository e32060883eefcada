package ai.prefactor.transport;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.id.Pfid;
import ai.prefactor.id.PfidGenerator;
import ai.prefactor.payload.CaptureSettings;
import ai.prefactor.payload.Payload;
import ai.prefactor.payload.PayloadCapture;
import ai.prefactor.schema.AgentDescriptor;
import ai.prefactor.schema.AgentSchema;
import ai.prefactor.schema.SpanTypeSchema;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanError;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.span.StartedSpan;
import ai.prefactor.span.TokenUsage;

/**
 * A run whose actions a test hands to the transport itself.
 */
final class TestRun {

	static final Instant START = Instant.parse("2026-02-09T10:15:30.123Z");

	private static final AgentDescriptor AGENT = new AgentDescriptor(null, null, "v1", "agent", "", "live", true);

	private static final AgentSchema SCHEMA = AgentSchema.of(List.of(SpanTypeSchema.permissive("app:tool")));

	private static final PayloadCapture CAPTURE = new PayloadCapture(CaptureSettings.defaults());

	private static final AtomicLong SEEDS = new AtomicLong();

	private static final PfidGenerator IDS = PfidGenerator.forAgent(null, InstantSource.fixed(START),
			() -> new Random(SEEDS.incrementAndGet()));

	private final Pfid id = IDS.next();

	private @Nullable Span root;

	Pfid id() {
		return this.id;
	}

	RegisterInstance register() {
		return new RegisterInstance(this.id, AGENT, SCHEMA, () -> this.root);
	}

	StartInstance start() {
		return new StartInstance(this.id, START);
	}

	FinishInstance finish() {
		return new FinishInstance(this.id, SpanStatus.COMPLETE, START.plusSeconds(9));
	}

	Span span(String name) {
		return span(name, null);
	}

	Span span(String name, @Nullable Span parent) {
		Span span = new Span(IDS.next(), this.id, parent, name);
		if (parent == null && this.root == null) {
			this.root = span;
		}
		return span;
	}

	static Payload payload(String name, Object value) {
		return CAPTURE.inputs().put(name, value).build();
	}

	/**
	 * A span that a test ends when it likes.
	 */
	static final class Span extends StartedSpan {

		private final Pfid id;

		private final Pfid runId;

		private final @Nullable StartedSpan parent;

		private final String name;

		private SpanKind kind = SpanKind.TOOL;

		private Payload inputs = Payload.empty();

		private Payload outputs = Payload.empty();

		private @Nullable TokenUsage tokens;

		private @Nullable SpanError error;

		private volatile @Nullable SpanData ended;

		private Span(Pfid id, Pfid runId, @Nullable StartedSpan parent, String name) {
			this.id = id;
			this.runId = runId;
			this.parent = parent;
			this.name = name;
		}

		Span kind(SpanKind kind) {
			this.kind = kind;
			return this;
		}

		Span input(String name, Object value) {
			this.inputs = payload(name, value);
			return this;
		}

		Span output(String name, Object value) {
			this.outputs = payload(name, value);
			return this;
		}

		Span tokens(TokenUsage tokens) {
			this.tokens = tokens;
			return this;
		}

		Span error(SpanError error) {
			this.error = error;
			return this;
		}

		CreateSpan end() {
			return end((this.error != null) ? SpanStatus.FAILED : SpanStatus.COMPLETE);
		}

		CreateSpan end(SpanStatus status) {
			SpanData data = data(status, START.plusSeconds(1));
			this.ended = data;
			return new CreateSpan(data, this);
		}

		@Override
		public Pfid id() {
			return this.id;
		}

		@Override
		public @Nullable StartedSpan parent() {
			return this.parent;
		}

		@Override
		public SpanData snapshot() {
			SpanData ended = this.ended;
			return (ended != null) ? ended : data(SpanStatus.ACTIVE, null);
		}

		@Override
		public void release() {
			SpanData ended = this.ended;
			if (ended != null) {
				this.ended = ended.withoutPayloads();
			}
		}

		private SpanData data(SpanStatus status, @Nullable Instant finishedAt) {
			return new SpanData(this.id, this.runId, this.parent, "app:tool", this.name, this.kind, status, START,
					finishedAt, this.inputs, this.outputs, Payload.empty(), this.tokens, this.error);
		}

	}

}
