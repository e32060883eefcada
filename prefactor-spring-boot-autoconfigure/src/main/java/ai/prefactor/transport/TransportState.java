package ai.prefactor.transport;

/**
 * How delivery goes. No state but {@link #CLOSED} is final.
 *
 * @since 0.1.0
 */
public enum TransportState {

	/**
	 * Requests are answered.
	 */
	HEALTHY,

	/**
	 * Requests fail for now: what was accepted is kept and tried again.
	 */
	DEGRADED,

	/**
	 * The token is refused: what was accepted is kept, and only pings go out until one is
	 * answered.
	 */
	SUSPENDED,

	/**
	 * Nothing is accepted any more.
	 */
	CLOSED

}
