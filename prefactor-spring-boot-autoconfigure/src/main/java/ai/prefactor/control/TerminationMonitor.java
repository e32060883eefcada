package ai.prefactor.control;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.id.Pfid;

/**
 * Passes the platform's word that a run is to stop from the answers in which it comes to
 * the run that it concerns. Each run is told once. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class TerminationMonitor {

	private static final Logger logger = LoggerFactory.getLogger(TerminationMonitor.class);

	private final Map<Pfid, Consumer<String>> runs = new ConcurrentHashMap<>();

	/**
	 * Watches over a run until it is terminated or {@link #unwatch unwatched}.
	 * @param runId the run
	 * @param onTermination is told the reason, on the transport's thread
	 */
	public void watch(Pfid runId, Consumer<String> onTermination) {
		this.runs.put(runId, onTermination);
	}

	/**
	 * Forgets a run that has ended.
	 * @param runId the run
	 */
	public void unwatch(Pfid runId) {
		this.runs.remove(runId);
	}

	/**
	 * Says that the platform wants a run to stop. Does nothing if the run was told or is
	 * not watched.
	 * @param runId the run
	 * @param reason why, empty where the platform does not say
	 */
	public void terminate(Pfid runId, String reason) {
		Consumer<String> onTermination = this.runs.remove(runId);
		if (onTermination != null) {
			tell(runId, onTermination, reason);
		}
	}

	private static void tell(Pfid runId, Consumer<String> onTermination, String reason) {
		try {
			onTermination.accept(reason);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The listener of run {} failed when it was told to stop", runId, ex);
		}
	}

}
