package ai.prefactor.local;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a run that has ended: one message, the whole tree.
 */
final class RunPrinter {

	private static final Logger logger = LoggerFactory.getLogger(RunPrinter.class);

	void print(RunSnapshot run) {
		if (logger.isInfoEnabled()) {
			logger.info("{}", RunTree.of(run));
		}
	}

}
