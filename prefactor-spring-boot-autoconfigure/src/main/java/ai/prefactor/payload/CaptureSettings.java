package ai.prefactor.payload;

import java.util.Set;

/**
 * What is captured, and how much of it. Immutable.
 *
 * @param inputs whether what a span was given is captured
 * @param outputs whether what a span gave back is captured
 * @param maxInputLength characters that are kept of each string of the inputs and of the
 * metadata, however deep it stands; 0 or more
 * @param maxOutputLength characters that are kept of each string of the outputs; 0 or
 * more
 * @param maxPayloadSize bytes of JSON that one payload may have; 2 or more
 * @param redactKeys names whose values are replaced at any depth; compared without regard
 * to case, {@code -} and {@code _}, and always as a whole
 * @since 0.1.0
 */
public record CaptureSettings(boolean inputs, boolean outputs, int maxInputLength, int maxOutputLength,
		long maxPayloadSize, Set<String> redactKeys) {

	/**
	 * Characters that are kept of each string unless set otherwise.
	 */
	public static final int DEFAULT_MAX_LENGTH = 10_000;

	/**
	 * Bytes of JSON that one payload may have unless set otherwise: 256 KB.
	 */
	public static final long DEFAULT_MAX_PAYLOAD_SIZE = 256 * 1024;

	/**
	 * Names whose values are replaced unless set otherwise. Counters such as
	 * {@code max_tokens} are not among them.
	 */
	public static final Set<String> DEFAULT_REDACT_KEYS = Set.of("password", "passwd", "passphrase", "pwd", "secret",
			"secret_key", "client_secret", "api_secret", "webhook_secret", "token", "access_token", "refresh_token",
			"id_token", "auth_token", "bearer_token", "session_token", "api_token", "csrf_token", "api_key",
			"x-api-key", "access_key", "secret_access_key", "aws_secret_access_key", "account_key", "authorization",
			"proxy-authorization", "cookie", "set-cookie", "session_id", "jsessionid", "jwt", "private_key",
			"signing_key", "encryption_key", "credential", "credentials", "card_number", "credit_card",
			"credit_card_number", "cvc", "cvv");

	/**
	 * Settings as given, once they have been checked.
	 * @throws IllegalArgumentException if a length is negative or the size is below 2
	 */
	public CaptureSettings {
		if (maxInputLength < 0) {
			throw new IllegalArgumentException("'maxInputLength' must not be negative");
		}
		if (maxOutputLength < 0) {
			throw new IllegalArgumentException("'maxOutputLength' must not be negative");
		}
		if (maxPayloadSize < 2) {
			throw new IllegalArgumentException("'maxPayloadSize' must be at least 2");
		}
		redactKeys = Set.copyOf(redactKeys);
	}

	/**
	 * Everything is captured, within the default limits.
	 * @return the settings
	 */
	public static CaptureSettings defaults() {
		return new CaptureSettings(true, true, DEFAULT_MAX_LENGTH, DEFAULT_MAX_LENGTH, DEFAULT_MAX_PAYLOAD_SIZE,
				DEFAULT_REDACT_KEYS);
	}

}
