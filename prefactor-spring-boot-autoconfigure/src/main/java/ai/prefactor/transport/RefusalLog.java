package ai.prefactor.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.api.ItemResult;
import ai.prefactor.api.Operation;
import ai.prefactor.http.PrefactorHttpException;

/**
 * Says once for each kind of refusal that something was refused, and why; repeats are for
 * those who look closely. The server names the kinds: beyond so many of them, new ones
 * count as known. Safe for use by many threads.
 */
final class RefusalLog {

	private static final Logger logger = LoggerFactory.getLogger(RefusalLog.class);

	private static final int MOST_KINDS = 100;

	private final Set<String> kinds = ConcurrentHashMap.newKeySet();

	/**
	 * The server refused something.
	 */
	void log(PrefactorHttpException refusal) {
		if (isNew(refusal.operation() + " " + refusal.reason())) {
			logger.warn("Prefactor refused something: it is left out and counted, the rest goes on. "
					+ "Further refusals of this kind are logged at debug level", refusal);
		}
		else {
			logger.debug("Prefactor refused something again", refusal);
		}
	}

	/**
	 * The server refused one item of several.
	 */
	void log(Operation operation, ItemResult.Refused refusal) {
		if (isNew(operation.id() + " " + refusal.code())) {
			logger.warn(
					"Prefactor refused {}: {} ({}). It is left out and counted, the rest goes on. "
							+ "Further refusals of this kind are logged at debug level",
					operation.id(), refusal.message(), refusal.code());
		}
		else {
			logger.debug("Prefactor refused {} again: {} ({})", operation.id(), refusal.message(), refusal.code());
		}
	}

	/**
	 * Something could not be sent at all.
	 */
	void failed(Throwable failure) {
		if (isNew(failure.getClass().getName())) {
			logger.warn("Something could not be sent to Prefactor: it is left out and counted, the rest goes on. "
					+ "Further failures of this kind are logged at debug level", failure);
		}
		else {
			logger.debug("Something could not be sent again", failure);
		}
	}

	private boolean isNew(String kind) {
		return this.kinds.size() < MOST_KINDS && this.kinds.add(kind);
	}

}
