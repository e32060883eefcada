package ai.prefactor.transport;

/**
 * What is known of an action that was given up at shutdown.
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
	UNSENT

}
