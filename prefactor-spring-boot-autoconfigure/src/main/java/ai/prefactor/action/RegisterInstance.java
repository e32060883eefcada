package ai.prefactor.action;

import ai.prefactor.id.Pfid;
import ai.prefactor.schema.AgentDescriptor;
import ai.prefactor.schema.AgentSchema;

/**
 * Makes a run known: the first action of each run. Its acceptance reserves the place of
 * the run's finish.
 *
 * @param runId the run's id
 * @param agent which agent it belongs to
 * @param schema the span types that it declares
 * @since 0.1.0
 */
public record RegisterInstance(Pfid runId, AgentDescriptor agent, AgentSchema schema) implements TransportAction {

	@Override
	public String idempotencyKey() {
		return this.runId + "-register";
	}

}
