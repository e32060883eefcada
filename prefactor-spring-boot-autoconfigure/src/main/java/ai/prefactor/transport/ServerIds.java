package ai.prefactor.transport;

/**
 * Whether the server takes our ids or assigns its own. Safe for use by many threads.
 */
final class ServerIds {

	private volatile boolean assigned;

	/**
	 * The server gave something another id than we did.
	 */
	void assigned() {
		this.assigned = true;
	}

	boolean areAssigned() {
		return this.assigned;
	}

}
