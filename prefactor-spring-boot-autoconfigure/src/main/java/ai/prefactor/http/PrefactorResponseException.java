package ai.prefactor.http;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is not a success: the API refused, the server has trouble, or whatever
 * answered is not Prefactor.
 *
 * @since 0.1.0
 */
public final class PrefactorResponseException extends PrefactorHttpException {

	/**
	 * {@link #code()} of a success that lacks what is due in it. Ours, not the API's.
	 */
	public static final String CONTRACT = "contract";

	private static final int CONFLICT = 409;

	private static final int PAYLOAD_TOO_LARGE = 413;

	private static final StatusCodes TRANSIENT = StatusCodes.of("429,500-599");

	private final ErrorAnswer answer;

	/**
	 * An answer that is not a success.
	 * @param operation what was asked for
	 * @param answer what the answer says
	 */
	public PrefactorResponseException(String operation, ErrorAnswer answer) {
		super(operation, answer.describe(), null);
		this.answer = answer;
	}

	/**
	 * The API's code.
	 * @return for example {@code invalid_action}; {@code null} if there is none
	 */
	public @Nullable String code() {
		return this.answer.code();
	}

	/**
	 * The API's message.
	 * @return {@code null} if there is none
	 */
	public @Nullable String apiMessage() {
		return this.answer.message();
	}

	/**
	 * The API's details of a failed validation.
	 * @return JSON text, cut; {@code null} if there are none
	 */
	public @Nullable String errors() {
		return this.answer.errors();
	}

	/**
	 * Whether the answer is one of Prefactor's, rather than a proxy's page or a broken
	 * one.
	 * @return {@code false} if its status code says nothing about the request
	 */
	public boolean isJson() {
		return this.answer.json();
	}

	/**
	 * Whether this says "success", but what it says beyond that cannot be read: broken,
	 * too large, none of Prefactor's. The server may have done what it was asked.
	 * @return {@code true} if this is a 2xx without an answer in it
	 */
	public boolean isUnreadableSuccess() {
		return !this.answer.json() && this.answer.status() >= 200 && this.answer.status() < 300;
	}

	/**
	 * Whether the API says that things are already as they should be, or cannot be so.
	 * @return {@code true} if this is a 409 of the API's
	 */
	public boolean isConflict() {
		return this.answer.json() && this.answer.status() == CONFLICT;
	}

	@Override
	public int status() {
		return this.answer.status();
	}

	@Override
	public @Nullable Duration retryAfter() {
		return this.answer.retryAfter();
	}

	@Override
	public String reason() {
		return this.answer.json() ? Integer.toString(this.answer.status()) : "not_json";
	}

	@Override
	public boolean isRetryable() {
		return isRetryable(TRANSIENT);
	}

	@Override
	public boolean isRetryable(StatusCodes codes) {
		if (this.answer.json()) {
			return codes.contains(this.answer.status());
		}
		// Whoever says that a request is too large, it is so the next time as well
		return this.answer.status() != PAYLOAD_TOO_LARGE;
	}

	@Override
	public boolean mayHaveBeenSent() {
		return true;
	}

	@Override
	RequestListener.Outcome outcome() {
		if (!this.answer.json() || CONTRACT.equals(this.answer.code())) {
			return RequestListener.Outcome.INVALID;
		}
		return (this.answer.status() >= 500) ? RequestListener.Outcome.SERVER_ERROR
				: RequestListener.Outcome.CLIENT_ERROR;
	}

}
