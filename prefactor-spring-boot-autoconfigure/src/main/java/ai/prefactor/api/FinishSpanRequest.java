package ai.prefactor.api;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Finishes a span. What is {@code null} is not sent.
 *
 * @param spanId the span
 * @param status {@code complete}, {@code failed} or {@code cancelled}
 * @param timestamp when it ended
 * @param resultPayload writes what came of it
 * @param sensitiveEncoding whether the result holds values that are wrapped as sensitive
 * @param idempotencyKey 1 to 64 characters
 * @since 0.1.0
 */
public record FinishSpanRequest(String spanId, String status, Instant timestamp, @Nullable JsonSource resultPayload,
		@Nullable Boolean sensitiveEncoding, String idempotencyKey) implements ApiRequest {

	public FinishSpanRequest {
		IdempotencyKeys.check(idempotencyKey);
	}

	@Override
	public Operation operation() {
		return Operation.FINISH_SPAN;
	}

	@Override
	public String targetId() {
		return this.spanId;
	}

	/**
	 * Leaves the result out, which belongs to the user.
	 */
	@Override
	public String toString() {
		return "FinishSpanRequest[status=" + this.status + ", idempotencyKey=" + this.idempotencyKey + "]";
	}

}
