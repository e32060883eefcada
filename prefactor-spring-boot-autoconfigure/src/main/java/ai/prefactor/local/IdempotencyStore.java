package ai.prefactor.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer that each idempotency key got when it first succeeded. A failure is not
 * remembered. Not safe for use by many threads: the store's lock guards it.
 */
final class IdempotencyStore {

	static final String FIELD = "idempotency_key";

	private static final int MAX_LENGTH = 64;

	private final Map<String, String> answers = new HashMap<>();

	/**
	 * The key that a request of its own carries.
	 */
	static @Nullable String keyOf(Operation operation, ObjectNode body) {
		JsonNode key = body.get(FIELD);
		if (key == null && operation == Operation.CREATE_SPAN && body.get("details") instanceof ObjectNode details) {
			// where one of the official SDKs puts it
			key = details.get(FIELD);
		}
		if (key == null || key.isNull()) {
			if (operation.isKeyed()) {
				throw ApiError.invalid(FIELD, "is required");
			}
			return null;
		}
		return checked(key, 1);
	}

	static String checked(@Nullable JsonNode key, int minLength) {
		if (key == null || !key.isString()) {
			throw ApiError.invalid(FIELD, "must be a string");
		}
		String text = key.stringValue();
		if (text.length() < minLength || text.length() > MAX_LENGTH) {
			throw ApiError.invalid(FIELD, "must have " + minLength + " to " + MAX_LENGTH + " characters");
		}
		return text;
	}

	@Nullable String answer(@Nullable String key) {
		return (key != null) ? this.answers.get(key) : null;
	}

	void remember(String key, String answer) {
		this.answers.put(key, answer);
	}

	void forget(List<String> keys) {
		keys.forEach(this.answers::remove);
	}

}
