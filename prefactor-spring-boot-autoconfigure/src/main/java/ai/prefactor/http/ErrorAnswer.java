package ai.prefactor.http;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What an answer that is not a success says. Texts are free of the token and cut.
 *
 * @param status the status code
 * @param json whether the answer is one of Prefactor's, or at least JSON with a status
 * code that tells a failure
 * @param code the API's code, for example {@code invalid_action}
 * @param message the API's message, or what is wrong with the answer
 * @param errors the API's details of a failed validation, as JSON text
 * @param retryAfter how long the server asks to wait
 * @since 0.1.0
 */
public record ErrorAnswer(int status, boolean json, @Nullable String code, @Nullable String message,
		@Nullable String errors, @Nullable Duration retryAfter) {

	/**
	 * An error as the API tells it.
	 * @param status the status code
	 * @param code the API's code
	 * @param message the API's message
	 * @return the answer
	 */
	public static ErrorAnswer of(int status, @Nullable String code, @Nullable String message) {
		return new ErrorAnswer(status, true, code, message, null, null);
	}

	String describe() {
		StringBuilder text = new StringBuilder("was answered with ").append(this.status);
		if (this.code != null) {
			text.append(" (").append(this.code).append(')');
		}
		if (this.message != null) {
			text.append(": ").append(this.message);
		}
		return text.toString();
	}

}
