package ai.prefactor.transport;

import java.time.Duration;

/**
 * How actions are queued and delivered.
 *
 * @param capacity how many actions there is room for; 1 or more
 * @param maxBytes how many bytes there is room for; 1 or more
 * @param lanes how many requests may be under way at a time, one per lane; 1 to 6
 * @param initialPause the first pause while the server does not answer
 * @param pauseMultiplier what each further pause is multiplied by; 1 or more
 * @param longestPause the longest pause, unless the server asks for a longer one
 * @since 0.1.0
 */
public record TransportSettings(int capacity, long maxBytes, int lanes, Duration initialPause, double pauseMultiplier,
		Duration longestPause) {

}
