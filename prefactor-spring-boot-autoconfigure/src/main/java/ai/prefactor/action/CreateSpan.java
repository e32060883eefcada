package ai.prefactor.action;

import ai.prefactor.id.Pfid;
import ai.prefactor.span.SpanData;

/**
 * Sends a span. It is submitted once, when the span has ended; the transport writes the
 * ancestors that the server does not have yet in front of it.
 *
 * @param span the span
 * @since 0.1.0
 */
public record CreateSpan(SpanData span) implements TransportAction {

	@Override
	public Pfid runId() {
		return this.span.runId();
	}

	@Override
	public String idempotencyKey() {
		return this.span.id() + "-create";
	}

	@Override
	public long weight() {
		return this.span.weight();
	}

}
