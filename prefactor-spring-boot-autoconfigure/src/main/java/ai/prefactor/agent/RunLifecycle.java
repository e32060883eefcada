package ai.prefactor.agent;

import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.TransportAction;

/**
 * What a recorded run needs of those who opened it.
 */
interface RunLifecycle {

	/**
	 * Hands an action to the transport.
	 * @param action the action
	 */
	void submit(TransportAction action);

	/**
	 * Has something done when a finished run has waited long enough for its open spans.
	 * @param task what is done
	 * @return what calls it off, {@code null} if it was done at once
	 */
	@Nullable Future<?> linger(Runnable task);

	/**
	 * Takes note that a run has ended.
	 * @param run the run
	 */
	void closed(AgentRun run);

}
