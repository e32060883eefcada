package ai.prefactor.transport;

/**
 * What a lane may do now.
 */
enum Turn {

	/**
	 * Send, as everybody may: there is no turn to give back.
	 */
	FREE,

	/**
	 * Send, alone, to see whether the server answers again.
	 */
	SEND,

	/**
	 * Ping, alone, and nothing else.
	 */
	PING

}
