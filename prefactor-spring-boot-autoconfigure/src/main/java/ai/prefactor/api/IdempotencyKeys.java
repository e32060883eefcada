package ai.prefactor.api;

import org.springframework.util.Assert;

/**
 * The rule for idempotency keys.
 */
final class IdempotencyKeys {

	private static final int MAX_LENGTH = 64;

	private IdempotencyKeys() {
	}

	static void check(String key) {
		Assert.isTrue(!key.isEmpty() && key.length() <= MAX_LENGTH,
				() -> "'idempotencyKey' must have 1 to " + MAX_LENGTH + " characters, but is '" + key + "'");
	}

}
