package ai.prefactor.api;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * Finishes a span. What is {@code null} is not sent.
 *
 * @param status {@code complete}, {@code failed} or {@code cancelled}
 * @param timestamp when it ended
 * @param resultPayload what came of it, as JSON text, sent as it is
 * @param sensitiveEncoding whether the result holds values that are wrapped as sensitive
 * @param idempotencyKey 1 to 64 characters
 * @since 0.1.0
 */
public record FinishSpanRequest(String status, Instant timestamp, @JsonRawValue @Nullable String resultPayload,
		@Nullable Boolean sensitiveEncoding, String idempotencyKey) {

	public FinishSpanRequest {
		IdempotencyKeys.check(idempotencyKey);
	}

	/**
	 * Leaves the result out, which belongs to the user.
	 */
	@Override
	public String toString() {
		return "FinishSpanRequest[status=" + this.status + ", idempotencyKey=" + this.idempotencyKey + "]";
	}

}
