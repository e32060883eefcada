package ai.prefactor.span;

import java.util.Locale;

/**
 * The state of a span or of a run, as the platform names it.
 *
 * @since 0.1.0
 */
public enum SpanStatus {

	/**
	 * Started, and not finished yet.
	 */
	ACTIVE,

	/**
	 * Finished as it should.
	 */
	COMPLETE,

	/**
	 * Finished with an error.
	 */
	FAILED,

	/**
	 * Given up before its end.
	 */
	CANCELLED;

	private final String id = name().toLowerCase(Locale.ROOT);

	/**
	 * The status as it stands on the wire, for example {@code complete}.
	 * @return the status in lower case
	 */
	public String id() {
		return this.id;
	}

}
