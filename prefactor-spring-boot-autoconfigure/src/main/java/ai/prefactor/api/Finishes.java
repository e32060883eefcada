package ai.prefactor.api;

import java.util.function.Supplier;

import ai.prefactor.http.PrefactorResponseException;

/**
 * The rule for finishing what is finished already: it is no failure.
 */
final class Finishes {

	private static final String INVALID_ACTION = "invalid_action";

	private Finishes() {
	}

	/**
	 * Sends a finish.
	 * @param request sends it
	 * @return the answer
	 */
	static Acknowledgement finish(Supplier<Acknowledgement> request) {
		try {
			return request.get();
		}
		catch (PrefactorResponseException ex) {
			// A conflict under another code, about an idempotency key say, stays a
			// failure
			if (ex.isConflict() && (ex.code() == null || INVALID_ACTION.equals(ex.code()))) {
				return new Acknowledgement(null, null, true);
			}
			throw ex;
		}
	}

}
