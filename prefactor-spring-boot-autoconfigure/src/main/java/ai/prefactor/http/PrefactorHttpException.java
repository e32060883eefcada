package ai.prefactor.http;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A request that did not succeed. Its text never holds the token.
 *
 * @since 0.1.0
 */
public abstract sealed class PrefactorHttpException extends RuntimeException
		permits PrefactorConnectionException, PrefactorResponseException {

	private final String operation;

	PrefactorHttpException(String operation, String message, @Nullable Throwable cause) {
		super(operation + " " + message, cause);
		this.operation = operation;
	}

	/**
	 * What was asked for.
	 * @return for example {@code agent_spans.create}
	 */
	public String operation() {
		return this.operation;
	}

	/**
	 * Why it failed, as one of few words.
	 * @return {@code connect}, {@code timeout} and so on, {@code not_json}, or the status
	 * code
	 */
	public abstract String reason();

	/**
	 * Whether the same request can succeed later, by the nature of the failure: network,
	 * time-out, 429, 5xx, an answer that is not JSON.
	 * @return {@code true} if it can
	 */
	public abstract boolean isRetryable();

	/**
	 * Whether an attempt that failed so is repeated.
	 * @param codes the status codes that are configured for it
	 * @return {@code true} if it is
	 */
	public abstract boolean isRetryable(StatusCodes codes);

	/**
	 * Whether the server may have seen the request, and acted on it.
	 * @return {@code false} if it certainly has not
	 */
	public abstract boolean mayHaveBeenSent();

	/**
	 * The status code of the answer.
	 * @return 0 if there was no answer
	 */
	public abstract int status();

	/**
	 * How long the server asks to wait before the next attempt.
	 * @return not negative, at most one hour; {@code null} if it does not ask
	 */
	public @Nullable Duration retryAfter() {
		return null;
	}

	abstract RequestListener.Outcome outcome();

}
