package ai.prefactor.action;

import ai.prefactor.id.Pfid;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.StartedSpan;

/**
 * Sends a span. It is submitted once, when the span has ended; the transport writes the
 * ancestors that the server does not have yet in front of it.
 *
 * @param span the span's record
 * @param handle the span, to which its children refer
 * @since 0.1.0
 */
public record CreateSpan(SpanData span, StartedSpan handle) implements TransportAction {

	/**
	 * Sends a span that has no children.
	 * @param span the span's record
	 */
	public CreateSpan(SpanData span) {
		this(span, StartedSpan.of(span));
	}

	@Override
	public Pfid runId() {
		return this.span.runId();
	}

	@Override
	public String idempotencyKey() {
		return idempotencyKey(this.span.id().toString());
	}

	/**
	 * The key of what is asked for one span.
	 * @param spanId the span's id, as text
	 * @return the key
	 */
	public static String idempotencyKey(String spanId) {
		return spanId + "-create";
	}

	@Override
	public long weight() {
		return this.span.weight();
	}

}
