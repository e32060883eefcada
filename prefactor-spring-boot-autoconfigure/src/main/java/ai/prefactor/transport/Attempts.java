package ai.prefactor.transport;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.TransportAction;
import ai.prefactor.http.PrefactorHttpException;
import ai.prefactor.http.PrefactorResponseException;
import ai.prefactor.queue.WorkQueue;

/**
 * The attempts at one request, and what they tell. Used by one lane.
 */
final class Attempts {

	private static final int INTERNAL_SERVER_ERROR = 500;

	/**
	 * After how many failures in a row the request itself comes under suspicion.
	 */
	private static final int SUSPICIOUS = 3;

	private final PendingRequest request;

	private final WorkQueue.Entry<TransportAction> entry;

	private final @Nullable TransportAction settles;

	private @Nullable PrefactorHttpException failure;

	private int serverErrors;

	private boolean mayHaveArrived;

	Attempts(PendingRequest request, WorkQueue.Entry<TransportAction> entry, @Nullable TransportAction settles) {
		this.request = request;
		this.entry = entry;
		this.settles = settles;
	}

	PendingRequest request() {
		return this.request;
	}

	/**
	 * What the request is sent for.
	 */
	WorkQueue.Entry<TransportAction> entry() {
		return this.entry;
	}

	/**
	 * The action that is delivered with the request, if one is.
	 */
	@Nullable TransportAction settles() {
		return this.settles;
	}

	void failed(PrefactorHttpException ex) {
		this.failure = ex;
		this.serverErrors = isServerError(ex) ? this.serverErrors + 1 : 0;
		this.mayHaveArrived |= ex.status() == 0 && ex.mayHaveBeenSent();
	}

	// A proxy's page says nothing about the request
	private static boolean isServerError(PrefactorHttpException ex) {
		return ex instanceof PrefactorResponseException response && response.isJson()
				&& response.status() == INTERNAL_SERVER_ERROR;
	}

	/**
	 * Whether the request itself may be what the server fails at: a span, which is all
	 * that is lost with it. Without its register, start or finish a whole run would be.
	 */
	boolean isSuspect() {
		return this.serverErrors >= SUSPICIOUS && switch (this.request.operation()) {
			case CREATE_SPAN, FINISH_SPAN -> true;
			case REGISTER, START, FINISH -> false;
		};
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
