package ai.prefactor.api;

import org.jspecify.annotations.Nullable;

/**
 * Creates a span.
 *
 * @param details the span
 * @param idempotencyKey 1 to 64 characters
 * @since 0.1.0
 */
public record CreateSpanRequest(SpanDetails details, String idempotencyKey) implements ApiRequest {

	public CreateSpanRequest {
		IdempotencyKeys.check(idempotencyKey);
	}

	@Override
	public Operation operation() {
		return Operation.CREATE_SPAN;
	}

	@Override
	public @Nullable String targetId() {
		return null;
	}

}
