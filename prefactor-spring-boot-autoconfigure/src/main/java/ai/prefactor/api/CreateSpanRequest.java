package ai.prefactor.api;

/**
 * Creates a span.
 *
 * @param details the span
 * @param idempotencyKey 1 to 64 characters
 * @since 0.1.0
 */
public record CreateSpanRequest(SpanDetails details, String idempotencyKey) {

	public CreateSpanRequest {
		IdempotencyKeys.check(idempotencyKey);
	}

}
