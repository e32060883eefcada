package ai.prefactor.transport;

/**
 * What all lanes know of the server. Safe for use by many threads.
 *
 * @param health whether it answers
 * @param missingAgents for how many runs in a row it knew no agent
 * @param ids whether it takes our ids
 * @param bulk what it takes in bulk
 * @param acceptances how much it has taken
 */
record ServerKnowledge(TransportHealth health, MissingAgents missingAgents, ServerIds ids, BulkSupport bulk,
		Acceptances acceptances) {

	ServerKnowledge(TransportHealth health, MissingAgents missingAgents, ServerIds ids, BulkSupport bulk) {
		this(health, missingAgents, ids, bulk, new Acceptances());
	}

	/**
	 * Takes note of a run that is given up because its agent is not there.
	 */
	void agentLost() {
		this.missingAgents.lost();
		if (this.missingAgents.isChronic()) {
			this.health.hindered(MissingAgents.DESCRIPTION);
		}
	}

	void agentIsThere() {
		this.missingAgents.reset();
	}

	/**
	 * Takes note of an answer.
	 * @param agentMissing whether it says that an agent is not there
	 */
	void answered(boolean agentMissing) {
		if (agentMissing && this.missingAgents.isChronic()) {
			this.health.hindered(MissingAgents.DESCRIPTION);
		}
		else {
			this.health.succeeded();
		}
	}

}
