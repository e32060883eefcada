package ai.prefactor.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.queue.TaskListener;

/**
 * Hears of lanes that failed. They handle their failures themselves, so all that is left
 * is the interrupt at shutdown. Safe for use by many threads.
 */
final class LaneFailureLog implements TaskListener<Object> {

	private static final Logger logger = LoggerFactory.getLogger(LaneFailureLog.class);

	@Override
	public void failed(Object work, Throwable failure) {
		if (failure instanceof InterruptedException) {
			logger.debug("A lane was stopped");
		}
		else {
			logger.error("A lane failed", failure);
		}
	}

}
