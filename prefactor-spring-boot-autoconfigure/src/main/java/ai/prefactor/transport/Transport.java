package ai.prefactor.transport;

import java.time.Duration;

import ai.prefactor.action.ActionSink;

/**
 * Takes actions and delivers them to Prefactor, in order within a run, while the caller
 * goes on. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public interface Transport extends ActionSink {

	/**
	 * Waits until everything that was accepted before the call is settled: delivered,
	 * rejected or dropped. Not for a thread that must not block.
	 * @param timeout how long to wait at most; zero or less: not at all, so that the
	 * answer is how things are now
	 * @return {@code false} if something is still under way, or the thread was
	 * interrupted
	 */
	boolean flush(Duration timeout);

	/**
	 * How delivery stands.
	 * @return the status at this moment
	 */
	TransportStatus status();

}
