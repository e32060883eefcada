package ai.prefactor.action;

import ai.prefactor.id.Pfid;
import ai.prefactor.span.SpanData;

/**
 * Ends a span that the server knows as active already.
 *
 * @param span the span in its final state
 * @since 0.1.0
 */
public record FinishSpan(SpanData span) implements TransportAction {

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
		return spanId + "-finish";
	}

	@Override
	public long weight() {
		return this.span.weight();
	}

}
