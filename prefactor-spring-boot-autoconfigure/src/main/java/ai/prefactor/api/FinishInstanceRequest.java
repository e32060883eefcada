package ai.prefactor.api;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Finishes a run.
 *
 * @param instanceId the run
 * @param status {@code complete}, {@code failed} or {@code cancelled}; the server's
 * default if {@code null}
 * @param timestamp since when; the server's time if {@code null}
 * @param idempotencyKey 1 to 64 characters
 * @since 0.1.0
 */
public record FinishInstanceRequest(String instanceId, @Nullable String status, @Nullable Instant timestamp,
		String idempotencyKey) implements ApiRequest {

	public FinishInstanceRequest {
		IdempotencyKeys.check(idempotencyKey);
	}

	@Override
	public Operation operation() {
		return Operation.FINISH;
	}

	@Override
	public String targetId() {
		return this.instanceId;
	}

}
