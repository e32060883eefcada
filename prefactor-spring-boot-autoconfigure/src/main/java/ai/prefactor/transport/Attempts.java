package ai.prefactor.transport;

import org.jspecify.annotations.Nullable;

import ai.prefactor.http.PrefactorHttpException;
import ai.prefactor.http.PrefactorResponseException;

/**
 * The attempts at one request, and what they tell. Used by one lane.
 */
final class Attempts {

	private static final int INTERNAL_SERVER_ERROR = 500;

	/**
	 * After how many failures in a row the request itself comes under suspicion.
	 */
	private static final int SUSPICIOUS = 3;

	private @Nullable PrefactorHttpException failure;

	private int serverErrors;

	private boolean internalOnly = true;

	private boolean mayHaveArrived;

	private int count;

	void failed(PrefactorHttpException ex) {
		this.failure = ex;
		this.count++;
		this.serverErrors = isServerError(ex) ? this.serverErrors + 1 : 0;
		this.internalOnly = (this.serverErrors <= 1 || this.internalOnly) && ex.status() == INTERNAL_SERVER_ERROR;
		this.mayHaveArrived |= isNoAnswer(ex) && ex.mayHaveBeenSent();
	}

	// What is no answer of the API's says nothing of what the server has done
	private static boolean isNoAnswer(PrefactorHttpException ex) {
		return !(ex instanceof PrefactorResponseException response && response.isJson());
	}

	// A proxy's page says nothing about the request
	private static boolean isServerError(PrefactorHttpException ex) {
		return ex instanceof PrefactorResponseException response && response.isJson()
				&& response.status() >= INTERNAL_SERVER_ERROR;
	}

	/**
	 * Whether something in the request may be what the server fails at.
	 * @param divisible whether it can go in parts. One that cannot is lost if it is: that
	 * takes errors that blame nothing else
	 */
	boolean isSuspect(boolean divisible) {
		return this.serverErrors >= SUSPICIOUS && (divisible || this.internalOnly);
	}

	/**
	 * Whether it has failed so often that others should not have to wait for it.
	 */
	boolean isHopeless() {
		return this.count >= SUSPICIOUS;
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
	boolean mayHaveArrived() {
		return this.mayHaveArrived;
	}

}
