package ai.prefactor.api;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Starts a run.
 *
 * @param instanceId the run
 * @param timestamp since when; the server's time if {@code null}
 * @param idempotencyKey 1 to 64 characters
 * @since 0.1.0
 */
public record StartInstanceRequest(String instanceId, @Nullable Instant timestamp,
		String idempotencyKey) implements ApiRequest {

	public StartInstanceRequest {
		IdempotencyKeys.check(idempotencyKey);
	}

	@Override
	public Operation operation() {
		return Operation.START;
	}

	@Override
	public String targetId() {
		return this.instanceId;
	}

}
