package ai.prefactor.transport;

import java.util.Locale;

/**
 * Why something that was recorded did not arrive.
 *
 * @since 0.1.0
 */
public enum DropReason {

	/**
	 * There was no room in the queue.
	 */
	QUEUE_FULL,

	/**
	 * The server finds it too large, even without its payload.
	 */
	TOO_LARGE,

	/**
	 * The server refused it.
	 */
	REJECTED,

	/**
	 * The server refused the run that it belongs to.
	 */
	RUN_REJECTED,

	/**
	 * The application stopped before it could be sent.
	 */
	SHUTDOWN,

	/**
	 * Its run had finished before it came.
	 */
	LATE;

	private final String id = name().toLowerCase(Locale.ROOT);

	/**
	 * The reason as it stands in meters and logs, for example {@code queue_full}.
	 * @return the reason in lower case
	 */
	public String id() {
		return this.id;
	}

}
