package ai.prefactor.action;

import java.time.Instant;

import ai.prefactor.id.Pfid;
import ai.prefactor.span.SpanStatus;

/**
 * Ends a run: its last action. Its place in the queue was reserved when the run opened.
 *
 * @param runId the run's id
 * @param status how it ended
 * @param timestamp when it ended
 * @since 0.1.0
 */
public record FinishInstance(Pfid runId, SpanStatus status, Instant timestamp) implements TransportAction {

	@Override
	public String idempotencyKey() {
		return this.runId + "-finish";
	}

}
