package ai.prefactor.api;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A span as it is created. What is {@code null} is not sent, but for the parent and the
 * end, whose {@code null} says something.
 *
 * @param agentInstanceId the run
 * @param schemaName the span type
 * @param status {@code pending}, {@code active}, {@code complete}, {@code failed} or
 * {@code cancelled}
 * @param id the span's id, if we choose it
 * @param parentSpanId the parent; {@code null} for a root
 * @param payload writes what is known of it
 * @param resultPayload writes what came of it; {@code null} while active
 * @param startedAt when it started
 * @param finishedAt when it ended; {@code null} while active
 * @param sensitiveEncoding whether payloads hold values that are wrapped as sensitive
 * @since 0.1.0
 */
public record SpanDetails(String agentInstanceId, String schemaName, String status, @Nullable String id,
		@Nullable String parentSpanId, @Nullable JsonSource payload, @Nullable JsonSource resultPayload,
		Instant startedAt, @Nullable Instant finishedAt, @Nullable Boolean sensitiveEncoding) {

	/**
	 * Leaves the payloads out, which belong to the user.
	 */
	@Override
	public String toString() {
		return "SpanDetails[id=" + this.id + ", schemaName=" + this.schemaName + ", status=" + this.status + "]";
	}

}
