package ai.prefactor.api;

import org.jspecify.annotations.Nullable;

/**
 * Opens a run. What is {@code null} is not sent.
 *
 * @param agentId the agent; needed with an account's token
 * @param environmentId the environment
 * @param id the run's id, if we choose it
 * @param agentVersion the agent's version
 * @param agentSchemaVersion the activity schema: {@code external_identifier} and
 * {@code span_type_schemas}, as JSON text, sent as it is
 * @param updateCurrentVersion whether this version becomes the agent's current one; the
 * server's default is {@code true}
 * @param purpose {@code live}, {@code smoke_test} or {@code eval}
 * @param idempotencyKey 1 to 64 characters
 * @since 0.1.0
 */
public record RegisterRequest(@Nullable String agentId, @Nullable String environmentId, @Nullable String id,
		AgentVersion agentVersion, String agentSchemaVersion, @Nullable Boolean updateCurrentVersion,
		@Nullable String purpose, String idempotencyKey) implements ApiRequest {

	public RegisterRequest {
		IdempotencyKeys.check(idempotencyKey);
	}

	@Override
	public Operation operation() {
		return Operation.REGISTER;
	}

	@Override
	public @Nullable String targetId() {
		return null;
	}

}
