package ai.prefactor.action;

/**
 * Where actions go. Safe for use by many threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ActionSink {

	/**
	 * Takes an action. Never throws, and waits only for room, where that is asked for.
	 * @param action the action
	 * @return {@code false} if it was refused; the refusal is counted
	 */
	boolean submit(TransportAction action);

}
