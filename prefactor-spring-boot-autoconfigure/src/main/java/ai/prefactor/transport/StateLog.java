package ai.prefactor.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log when delivery goes differently than before.
 */
final class StateLog implements TransportListener {

	private static final Logger logger = LoggerFactory.getLogger(StateLog.class);

	@Override
	public void stateChanged(TransportState from, TransportState to, String reason) {
		switch (to) {
			case HEALTHY -> logger.info("Prefactor answers again: what was kept is sent now");
			case DEGRADED -> logger.warn("Prefactor does not answer as it should: {}. "
					+ "Spans are kept and sent once it does, as long as the queue has room", reason);
			case SUSPENDED -> logger.warn("Prefactor refuses the token: {}. Spans are kept, as long as the queue has "
					+ "room, until it is accepted. Check prefactor.api.token", reason);
			case CLOSED -> logger.debug("Closed: {}", reason);
		}
	}

}
