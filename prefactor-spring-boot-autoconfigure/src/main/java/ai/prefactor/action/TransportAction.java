package ai.prefactor.action;

import ai.prefactor.id.Pfid;

/**
 * Something that is asked of the API for one run. Actions of a run are delivered in the
 * order in which they are submitted. Immutable.
 *
 * @since 0.1.0
 */
public sealed interface TransportAction
		permits RegisterInstance, StartInstance, FinishInstance, CreateSpan, FinishSpan {

	/**
	 * What an action takes in the queue beside the caller's data, in bytes.
	 */
	int BASE_WEIGHT = 200;

	/**
	 * The run that the action belongs to.
	 * @return the run's id
	 */
	Pfid runId();

	/**
	 * What the platform tells a repeat from a new request by. One key stands for one
	 * body.
	 * @return 8 to 64 characters, derived from the run's or span's id and the operation
	 */
	String idempotencyKey();

	/**
	 * What the action keeps in memory, estimated.
	 * @return the size in bytes
	 */
	default long weight() {
		return BASE_WEIGHT;
	}

}
