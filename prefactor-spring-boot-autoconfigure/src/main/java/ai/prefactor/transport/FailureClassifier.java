package ai.prefactor.transport;

import ai.prefactor.http.PrefactorConnectionException;
import ai.prefactor.http.PrefactorHttpException;
import ai.prefactor.http.PrefactorResponseException;

/**
 * Says what a failed request means. Pure: decides by status and code, never by the text
 * of an answer.
 */
final class FailureClassifier {

	private static final String INVALID_ACTION = "invalid_action";

	private FailureClassifier() {
	}

	static Failure classify(Operation operation, PrefactorHttpException failure) {
		if (failure instanceof PrefactorResponseException response) {
			return classify(operation, response);
		}
		PrefactorConnectionException.Kind kind = ((PrefactorConnectionException) failure).kind();
		return switch (kind) {
			case CONNECT, TIMEOUT, DROPPED, UNSENT -> Failure.TRANSIENT;
			case INTERRUPTED, CLOSED -> Failure.INTERRUPTED;
		};
	}

	private static Failure classify(Operation operation, PrefactorResponseException response) {
		int status = response.status();
		if (status == 413) {
			return Failure.TOO_LARGE;
		}
		if (!response.isJson() || status == 429 || status >= 500) {
			return Failure.TRANSIENT;
		}
		return switch (status) {
			case 401, 403 -> Failure.TOKEN_REFUSED;
			case 404 -> (operation == Operation.REGISTER || operation == Operation.START) ? Failure.AGENT_MISSING
					: Failure.REJECTED;
			case 409 -> conflict(operation, response);
			default -> Failure.REJECTED;
		};
	}

	// A span cannot be created any more in a run that is over: that is no repeat of ours
	private static Failure conflict(Operation operation, PrefactorResponseException response) {
		return (operation == Operation.CREATE_SPAN && INVALID_ACTION.equals(response.code())) ? Failure.REJECTED
				: Failure.ALREADY_DONE;
	}

}
