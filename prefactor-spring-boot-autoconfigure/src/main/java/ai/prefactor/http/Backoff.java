package ai.prefactor.http;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * Tells how long to wait before an attempt is repeated: exponential, between 50 % and 100
 * % of the step, so that clients that failed together do not come back together, and
 * never less than the server asks for. Decides only, does not wait. Safe for use by many
 * threads if what it is handed is.
 *
 * @since 0.1.0
 */
public final class Backoff {

	private final double initialNanos;

	private final double multiplier;

	private final double maxNanos;

	private final Supplier<? extends RandomGenerator> random;

	/**
	 * A back-off with these steps.
	 * @param initialDelay the first step
	 * @param multiplier what each further step is multiplied by; 1 or more
	 * @param maxDelay the longest step
	 * @param random tells, for the calling thread, where randomness comes from
	 */
	public Backoff(Duration initialDelay, double multiplier, Duration maxDelay,
			Supplier<? extends RandomGenerator> random) {
		this.initialNanos = initialDelay.toNanos();
		this.multiplier = multiplier;
		this.maxNanos = maxDelay.toNanos();
		this.random = random;
	}

	/**
	 * The pause before a repetition.
	 * @param repetition which one, 1 or more
	 * @param retryAfter what the server asked for, if it did
	 * @return how long to wait from now
	 */
	public Duration delay(int repetition, @Nullable Duration retryAfter) {
		double step = Math.min(this.maxNanos, this.initialNanos * Math.pow(this.multiplier, repetition - 1.0));
		double part = 0.5 + this.random.get().nextDouble() / 2;
		Duration delay = Duration.ofNanos(Math.round(step * part));
		return (retryAfter != null && retryAfter.compareTo(delay) > 0) ? retryAfter : delay;
	}

}
