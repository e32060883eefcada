package ai.prefactor.local;

/**
 * Settings of the embedded platform. Immutable.
 *
 * @param port the port on loopback, 0 to 65535; 0 takes any free one
 * @param printRuns whether each run that ends is logged as a tree
 * @param maxRuns how many runs are kept at most, 1 or more; the oldest leave first
 * @param maxBytes roughly how many bytes all kept runs may take together, 1 or more
 * @since 0.1.0
 */
public record LocalPlatformSettings(int port, boolean printRuns, int maxRuns, long maxBytes) {

	private static final int MAX_PORT = 65535;

	/**
	 * Checks the ranges.
	 * @throws IllegalArgumentException if a value is out of its range
	 */
	public LocalPlatformSettings {
		if (port < 0 || port > MAX_PORT) {
			throw new IllegalArgumentException("'port' must be between 0 and " + MAX_PORT);
		}
		if (maxRuns < 1) {
			throw new IllegalArgumentException("'maxRuns' must be positive");
		}
		if (maxBytes < 1) {
			throw new IllegalArgumentException("'maxBytes' must be positive");
		}
	}

}
