package ai.prefactor.http;

import java.time.Duration;

/**
 * Is told of every attempt, on the thread that made it. It must be quick. One that throws
 * harms nobody: the failure is logged.
 *
 * @since 0.1.0
 */
public interface RequestListener {

	/**
	 * Listens to nothing.
	 */
	RequestListener NONE = new RequestListener() {
	};

	/**
	 * An attempt is over.
	 * @param operation what was asked for, for example {@code agent_spans.create}; one of
	 * few
	 * @param outcome how it ended
	 * @param status the status code of the answer; 0 if there was none
	 * @param duration how long it took
	 */
	default void requested(String operation, Outcome outcome, int status, Duration duration) {
	}

	/**
	 * An attempt is about to be repeated, after its pause.
	 * @param operation what is asked for again
	 * @param cause why: {@link PrefactorHttpException#reason()} of the failure
	 */
	default void retried(String operation, String cause) {
	}

	/**
	 * How an attempt ended.
	 */
	enum Outcome {

		/**
		 * The API did what it was asked for.
		 */
		SUCCESS,

		/**
		 * The API refused: 4xx, or an error under another status.
		 */
		CLIENT_ERROR,

		/**
		 * The server has trouble: 5xx.
		 */
		SERVER_ERROR,

		/**
		 * No answer: network, time-out, interrupt.
		 */
		CONNECTION,

		/**
		 * An answer that Prefactor does not give: no JSON, or what is due is missing.
		 */
		INVALID

	}

}
