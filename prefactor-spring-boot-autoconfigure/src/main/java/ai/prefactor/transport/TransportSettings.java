package ai.prefactor.transport;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How actions are queued and delivered.
 *
 * @param capacity how many actions there is room for; 1 or more
 * @param maxBytes how many bytes there is room for; 1 or more
 * @param lanes how many requests may be under way at a time, one per lane; 1 to 6
 * @param initialPause the first pause while the server does not answer
 * @param pauseMultiplier what each further pause is multiplied by; 1 or more
 * @param longestPause the longest pause, unless the server asks for a longer one
 * @param batch how much is sent with one request
 * @param blockTimeout how long a caller waits for room at most, zero or more, or
 * {@code null} if none ever waits
 * @since 0.1.0
 */
public record TransportSettings(int capacity, long maxBytes, int lanes, Duration initialPause, double pauseMultiplier,
		Duration longestPause, Batch batch, @Nullable Duration blockTimeout) {

	/**
	 * How much is sent with one request.
	 *
	 * @param enabled whether several items are sent with one request
	 * @param maxItems how many items at most; 1 or more
	 * @param maxBytes how large a body with several items may be; 1 or more
	 * @param linger how long a request waits to be filled at most; zero or more
	 * @since 0.1.0
	 */
	public record Batch(boolean enabled, int maxItems, long maxBytes, Duration linger) {

	}

}
