package ai.prefactor.action;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import ai.prefactor.id.Pfid;
import ai.prefactor.schema.AgentDescriptor;
import ai.prefactor.schema.AgentSchema;
import ai.prefactor.span.StartedSpan;

/**
 * Makes a run known: the first action of each run. Its acceptance reserves the place of
 * the run's finish.
 *
 * @param runId the run's id
 * @param agent which agent it belongs to
 * @param schema the span types that it declares
 * @param root tells the run's root span, which is announced with a run that stays open;
 * {@code null} while there is none
 * @since 0.1.0
 */
public record RegisterInstance(Pfid runId, AgentDescriptor agent, AgentSchema schema,
		Supplier<? extends @Nullable StartedSpan> root) implements TransportAction {

	@Override
	public String idempotencyKey() {
		return this.runId + "-register";
	}

}
