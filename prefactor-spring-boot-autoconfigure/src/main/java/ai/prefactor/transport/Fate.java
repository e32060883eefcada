package ai.prefactor.transport;

/**
 * What is known of an action that was given up at shutdown. What says more comes first.
 */
enum Fate {

	/**
	 * The server has it, by way of another action.
	 */
	DELIVERED,

	/**
	 * Its request was cut off.
	 */
	UNKNOWN,

	/**
	 * The server does not have it.
	 */
	UNSENT;

	/**
	 * What is known if this is known of one request for the action, and something else of
	 * another.
	 */
	Fate or(Fate other) {
		return (compareTo(other) <= 0) ? this : other;
	}

}
