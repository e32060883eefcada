package ai.prefactor.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.action.TransportAction;

/**
 * Says once for each reason that something is lost, and what can be done about it;
 * repeats are for those who look closely, and the counts for everybody. Safe for use by
 * many threads.
 */
final class LossLog implements TransportListener {

	private static final Logger logger = LoggerFactory.getLogger(LossLog.class);

	private final Set<DropReason> told = ConcurrentHashMap.newKeySet();

	@Override
	public void dropped(TransportAction action, DropReason reason) {
		lost(action, reason);
	}

	@Override
	public void rejected(TransportAction action, DropReason reason) {
		lost(action, reason);
	}

	private void lost(TransportAction action, DropReason reason) {
		String explanation = explain(reason);
		if (explanation != null && this.told.add(reason)) {
			logger.warn("{}. Further losses of this kind are counted, and logged at debug level", explanation);
		}
		else if (logger.isDebugEnabled()) {
			logger.debug("Lost {}: {}", action.idempotencyKey(), reason.id());
		}
	}

	/**
	 * What there is to say, unless it is said elsewhere: a refusal with the answer, and
	 * the losses at shutdown in one line.
	 */
	private static @Nullable String explain(DropReason reason) {
		return switch (reason) {
			case QUEUE_FULL -> "The queue of Prefactor is full, so spans or runs are left out. Make room with "
					+ "prefactor.queue.capacity and prefactor.queue.max-bytes";
			case TOO_LARGE -> "Prefactor finds a span too large even without its payload: it is left out";
			case RUN_REJECTED -> "Prefactor does not take a run: it is left out with all its spans";
			case LATE -> "A span was submitted after its run had ended: it is left out";
			case REJECTED, SHUTDOWN -> null;
		};
	}

}
