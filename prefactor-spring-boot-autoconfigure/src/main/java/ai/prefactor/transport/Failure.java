package ai.prefactor.transport;

/**
 * What a failed request means for what it carried.
 */
enum Failure {

	/**
	 * It can succeed later: it is kept and tried again.
	 */
	TRANSIENT,

	/**
	 * The server fails at it: it is kept and tried again, but not without end.
	 */
	FAILING,

	/**
	 * The token was refused, for this request at least: a ping tells whether for all.
	 */
	TOKEN_REFUSED,

	/**
	 * The agent is not there, yet: its run waits.
	 */
	AGENT_MISSING,

	/**
	 * It is larger than the server takes.
	 */
	TOO_LARGE,

	/**
	 * The server has it already.
	 */
	ALREADY_DONE,

	/**
	 * There was no answer in time: a smaller batch may do.
	 */
	TOO_SLOW,

	/**
	 * The answer is a success that cannot be read: that to a smaller batch may do.
	 */
	UNREADABLE,

	/**
	 * The server takes no bulk requests.
	 */
	UNSUPPORTED,

	/**
	 * The server refuses it, and will again.
	 */
	REJECTED,

	/**
	 * We stopped it ourselves.
	 */
	INTERRUPTED

}
