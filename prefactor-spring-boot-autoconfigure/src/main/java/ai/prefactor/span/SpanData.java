package ai.prefactor.span;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import ai.prefactor.id.Pfid;
import ai.prefactor.payload.Payload;

/**
 * The record of a span: what is sent. Immutable.
 *
 * @param id the span's id
 * @param runId the run that it belongs to
 * @param parent its parent, or {@code null} for a root
 * @param type the span type that it is sent under
 * @param name its name
 * @param kind what kind of step it stands for
 * @param status its status
 * @param startedAt when it started
 * @param finishedAt when it finished, or {@code null} while it is active; never before
 * {@code startedAt}
 * @param inputs what went in
 * @param outputs what came out
 * @param metadata what else is known of it
 * @param tokenUsage the tokens that it used, if known
 * @param error why it failed, if it did
 * @since 0.1.0
 */
public record SpanData(Pfid id, Pfid runId, @Nullable StartedSpan parent, String type, String name, SpanKind kind,
		SpanStatus status, Instant startedAt, @Nullable Instant finishedAt, Payload inputs, Payload outputs,
		Payload metadata, @Nullable TokenUsage tokenUsage, @Nullable SpanError error) {

	/**
	 * What a record and its place in the queue take without the caller's data, in bytes,
	 * rounded up.
	 */
	public static final int BARE_WEIGHT = 320;

	/**
	 * What the record keeps in memory, estimated.
	 * @return the size in bytes
	 */
	public long weight() {
		long weight = BARE_WEIGHT + this.inputs.weight() + this.outputs.weight() + this.metadata.weight();
		return (this.error != null) ? weight + this.error.weight() : weight;
	}

	/**
	 * Whether the record holds any of the caller's data.
	 * @return {@code false} if inputs, outputs and metadata are empty and there is no
	 * error
	 */
	public boolean hasPayloads() {
		return this.error != null || !(this.inputs.isEmpty() && this.outputs.isEmpty() && this.metadata.isEmpty());
	}

	/**
	 * The same record without the caller's data, for a server that finds it too large.
	 * @return a record with empty inputs, outputs and metadata
	 */
	public SpanData withoutPayloads() {
		return new SpanData(this.id, this.runId, this.parent, this.type, this.name, this.kind, this.status,
				this.startedAt, this.finishedAt, Payload.empty(), Payload.empty(), Payload.empty(), this.tokenUsage,
				(this.error != null) ? new SpanError(this.error.errorType(), "", "") : null);
	}

	/**
	 * The same record, given up.
	 * @param time when it was given up; its start counts if that is later
	 * @return a cancelled record
	 */
	public SpanData cancelledAt(Instant time) {
		return new SpanData(this.id, this.runId, this.parent, this.type, this.name, this.kind, SpanStatus.CANCELLED,
				this.startedAt, time.isBefore(this.startedAt) ? this.startedAt : time, this.inputs, this.outputs,
				this.metadata, this.tokenUsage, this.error);
	}

}
