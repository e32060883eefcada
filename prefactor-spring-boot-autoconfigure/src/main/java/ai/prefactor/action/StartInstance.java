package ai.prefactor.action;

import java.time.Instant;

import ai.prefactor.id.Pfid;

/**
 * Starts a run that was registered.
 *
 * @param runId the run's id
 * @param timestamp when it started
 * @since 0.1.0
 */
public record StartInstance(Pfid runId, Instant timestamp) implements TransportAction {

	@Override
	public String idempotencyKey() {
		return this.runId + "-start";
	}

}
