package ai.prefactor.transport;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Remembers how many runs in a row were lost because their agent is not there. Safe for
 * use by many threads.
 */
final class MissingAgents {

	/**
	 * What is wrong when it is chronic.
	 */
	static final String DESCRIPTION = "it does not know the agent of the last runs (404 on registration): "
			+ "check prefactor.agent.id, and whose token prefactor.api.token is";

	private static final int CHRONIC = 3;

	private final AtomicInteger lostInARow = new AtomicInteger();

	void lost() {
		this.lostInARow.incrementAndGet();
	}

	void reset() {
		if (this.lostInARow.get() != 0) {
			this.lostInARow.set(0);
		}
	}

	boolean isChronic() {
		return this.lostInARow.get() >= CHRONIC;
	}

}
