package ai.prefactor.local;

/**
 * The embedded platform cannot have its port, as a rule because another process listens
 * there.
 *
 * @since 0.1.0
 */
public final class LocalPortInUseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int port;

	/**
	 * Creates the exception.
	 * @param port the port that was asked for
	 * @param cause what the attempt to bind said
	 */
	public LocalPortInUseException(int port, Throwable cause) {
		super("The embedded platform cannot listen on port " + port + " of loopback.", cause);
		this.port = port;
	}

	/**
	 * The port that was asked for.
	 * @return the port, 1 to 65535
	 */
	public int port() {
		return this.port;
	}

}
