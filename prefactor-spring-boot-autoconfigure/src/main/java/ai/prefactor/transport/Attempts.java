package ai.prefactor.transport;

import org.jspecify.annotations.Nullable;

import ai.prefactor.http.PrefactorConnectionException;
import ai.prefactor.http.PrefactorHttpException;
import ai.prefactor.http.PrefactorResponseException;

/**
 * The attempts at one request, and what they tell. Used by one lane.
 */
final class Attempts {

	private static final int TOO_MANY_REQUESTS = 429;

	private static final int INTERNAL_SERVER_ERROR = 500;

	private @Nullable PrefactorHttpException failure;

	private int suspicious;

	private boolean internalOnly = true;

	void failed(PrefactorHttpException ex) {
		this.failure = ex;
		if (!ex.mayHaveBeenSent()) {
			forgive();
		}
		// A limit of requests has nothing to do with what is in them
		else if (ex.status() != TOO_MANY_REQUESTS) {
			this.suspicious++;
			this.internalOnly &= ex.status() == INTERNAL_SERVER_ERROR && isAnswer(ex);
		}
	}

	/**
	 * Takes note that something else was to blame.
	 */
	void forgive() {
		this.suspicious = 0;
		this.internalOnly = true;
	}

	/**
	 * Whether what is in the request may be what the server fails at: a ping tells.
	 * @param before whether it was under suspicion before
	 */
	boolean isSuspect(boolean before) {
		return this.suspicious >= (before || isTimeout() ? 1 : Suspicion.FAILURES);
	}

	private boolean isTimeout() {
		return this.failure instanceof PrefactorConnectionException connection
				&& connection.kind() == PrefactorConnectionException.Kind.TIMEOUT;
	}

	/**
	 * Whether the errors blame nothing but the request.
	 */
	boolean isInternalOnly() {
		return this.internalOnly;
	}

	/**
	 * Why the last attempt failed, {@code null} before the first.
	 */
	@Nullable PrefactorHttpException failure() {
		return this.failure;
	}

	/**
	 * Whether the server may have done what it was asked without our knowing.
	 */
	static boolean mayHaveArrived(PrefactorHttpException ex) {
		return ex.mayHaveBeenSent() && !(isAnswer(ex) && ex.status() < INTERNAL_SERVER_ERROR);
	}

	// What is no answer of the API's says nothing of what the server has done
	private static boolean isAnswer(PrefactorHttpException ex) {
		return ex instanceof PrefactorResponseException response && response.isJson();
	}

}
