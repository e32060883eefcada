package ai.prefactor.transport;

import ai.prefactor.action.TransportAction;

/**
 * Is told what becomes of actions. Every accepted action has one outcome: delivered,
 * dropped, rejected or unknown. Called on the thread on which it happens, which may be
 * the application's: implementations must be quick. What they throw is logged and goes no
 * further.
 *
 * @since 0.1.0
 */
public interface TransportListener {

	/**
	 * The queue took an action. Told on the thread that submitted it, so what became of
	 * the action may be told before.
	 * @param action the action
	 */
	default void accepted(TransportAction action) {
	}

	/**
	 * The server has an action.
	 * @param action the action
	 */
	default void delivered(TransportAction action) {
	}

	/**
	 * An action was given up on our side, or not accepted in the first place.
	 * @param action the action
	 * @param reason why
	 */
	default void dropped(TransportAction action, DropReason reason) {
	}

	/**
	 * The server refused an action, or the run that it belongs to.
	 * @param action the action
	 * @param reason {@link DropReason#REJECTED} or {@link DropReason#RUN_REJECTED}
	 */
	default void rejected(TransportAction action, DropReason reason) {
	}

	/**
	 * Whether the server has an action is not known at shutdown: its request was cut off,
	 * or had timed out before and waited to be repeated.
	 * @param action the action
	 */
	default void unknown(TransportAction action) {
	}

	/**
	 * The payload of an action was left out, because the queue was filling up, or because
	 * the server found it too large.
	 * @param action the action
	 */
	default void payloadDropped(TransportAction action) {
	}

	/**
	 * A bulk request is about to be sent for the first time.
	 * @param items how many operations it carries; 1 or more
	 */
	default void batched(int items) {
	}

	/**
	 * A request is tried again.
	 * @param operation the operation, for example {@code agent_spans.create}
	 * @param cause what went wrong, for example {@code 503} or {@code timeout}
	 */
	default void retried(String operation, String cause) {
	}

	/**
	 * Delivery goes differently than before.
	 * @param from the state before
	 * @param to the state now
	 * @param reason why
	 */
	default void stateChanged(TransportState from, TransportState to, String reason) {
	}

}
