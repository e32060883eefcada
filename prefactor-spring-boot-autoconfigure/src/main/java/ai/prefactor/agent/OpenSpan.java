package ai.prefactor.agent;

/**
 * A span that is under way, as its run sees it.
 *
 * @since 0.1.0
 */
public interface OpenSpan {

	/**
	 * Whether its run waits for it when the run is finished.
	 * @return {@code false} if the span's work has not begun: it is then cancelled at
	 * once
	 */
	default boolean isAwaited() {
		return true;
	}

	/**
	 * Ends the span as cancelled, unless it has ended.
	 */
	void cancel();

}
