package ai.prefactor.http;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A request that got no answer.
 *
 * @since 0.1.0
 */
public final class PrefactorConnectionException extends PrefactorHttpException {

	private final Kind kind;

	private final String text;

	private final boolean mayHaveBeenSent;

	/**
	 * A request that got no answer.
	 * @param operation what was asked for
	 * @param kind what happened
	 * @param message what happened, in words that follow the operation
	 * @param cause the failure, if there is one
	 */
	public PrefactorConnectionException(String operation, Kind kind, String message, @Nullable Throwable cause) {
		this(operation, kind, message, cause, kind == Kind.TIMEOUT || kind == Kind.DROPPED);
	}

	PrefactorConnectionException(String operation, Kind kind, String message, @Nullable Throwable cause,
			boolean mayHaveBeenSent) {
		super(operation, message, cause);
		this.kind = kind;
		this.text = message;
		this.mayHaveBeenSent = mayHaveBeenSent;
	}

	/**
	 * A wait or an exchange that was interrupted. The thread's interrupt flag is set
	 * again.
	 * @param operation what was asked for
	 * @param activity what the thread was doing
	 * @param mayHaveBeenSent whether the server may have seen the request
	 * @return the failure
	 */
	public static PrefactorConnectionException interrupted(String operation, String activity, boolean mayHaveBeenSent) {
		Thread.currentThread().interrupt();
		return new PrefactorConnectionException(operation, Kind.INTERRUPTED, "was interrupted while " + activity, null,
				mayHaveBeenSent);
	}

	/**
	 * The same failure, at the end of a request whose earlier attempt may have been seen.
	 * @return a failure that says so
	 */
	public PrefactorConnectionException afterSentAttempt() {
		PrefactorConnectionException result = new PrefactorConnectionException(operation(), this.kind, this.text,
				getCause(), true);
		result.setStackTrace(getStackTrace());
		return result;
	}

	/**
	 * What happened.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

	@Override
	public String reason() {
		return this.kind.name().toLowerCase(Locale.ROOT);
	}

	@Override
	public boolean isRetryable() {
		return this.kind != Kind.INTERRUPTED && this.kind != Kind.CLOSED;
	}

	@Override
	public boolean isRetryable(StatusCodes codes) {
		return isRetryable();
	}

	@Override
	public boolean mayHaveBeenSent() {
		return this.mayHaveBeenSent;
	}

	@Override
	public int status() {
		return 0;
	}

	@Override
	RequestListener.Outcome outcome() {
		return RequestListener.Outcome.CONNECTION;
	}

	/**
	 * Why there was no answer.
	 */
	public enum Kind {

		/**
		 * No connection: unknown host, refused, too slow, TLS.
		 */
		CONNECT,

		/**
		 * No complete answer in time.
		 */
		TIMEOUT,

		/**
		 * The connection ended before the answer was complete.
		 */
		DROPPED,

		/**
		 * The request could not be put together: its URL or token is of no use.
		 */
		UNSENT,

		/**
		 * The thread was interrupted. The interrupt flag is set.
		 */
		INTERRUPTED,

		/**
		 * The client is closed.
		 */
		CLOSED

	}

}
