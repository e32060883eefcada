package ai.prefactor.http;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * When a failed attempt is repeated within its request, and after how long.
 *
 * @param maxRetries how often an attempt is repeated at most; 0 or more
 * @param initialDelay the longest pause before the first repetition; not negative
 * @param multiplier what each further pause is multiplied by; 1 or more
 * @param maxDelay the longest pause of all, unless the server asks for a longer one; not
 * negative
 * @param onStatusCodes the status codes of answers that are asked for again; network
 * failures and answers that are not JSON always are
 * @since 0.1.0
 */
public record RetrySettings(int maxRetries, Duration initialDelay, double multiplier, Duration maxDelay,
		StatusCodes onStatusCodes) {

	public RetrySettings {
		Assert.isTrue(maxRetries >= 0, "'maxRetries' must not be negative");
		Assert.isTrue(!initialDelay.isNegative(), "'initialDelay' must not be negative");
		Assert.isTrue(multiplier >= 1 && Double.isFinite(multiplier), "'multiplier' must be at least 1");
		Assert.isTrue(!maxDelay.isNegative(), "'maxDelay' must not be negative");
	}

	/**
	 * Three repetitions after 1, 2 and 4 seconds at most, 60 seconds as the longest
	 * pause, on 429 and 500 to 599.
	 * @return the defaults
	 */
	public static RetrySettings defaults() {
		return new RetrySettings(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(60), StatusCodes.of("429,500-599"));
	}

}
