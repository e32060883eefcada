package ai.prefactor.span;

/**
 * How far a span is on its way into the transport's queue.
 *
 * @since 0.1.0
 */
public enum Admission {

	/**
	 * It has not been submitted, and nobody needs it yet.
	 */
	OPEN,

	/**
	 * A place is set aside for it, because one of its children was accepted.
	 */
	RESERVED,

	/**
	 * It was accepted.
	 */
	ACCEPTED,

	/**
	 * There was no room for it: its children go to the nearest ancestor that is there.
	 */
	REFUSED

}
