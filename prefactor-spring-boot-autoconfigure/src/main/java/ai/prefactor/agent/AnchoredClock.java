package ai.prefactor.agent;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Tells the time of one run: the wall clock once, at its start, and a monotonic clock
 * from there, so that nothing in it ends before it started.
 */
final class AnchoredClock {

	private final Instant anchor;

	private final LongSupplier nanoTime;

	private final long startNanos;

	AnchoredClock(InstantSource wallClock, LongSupplier nanoTime) {
		this.anchor = wallClock.instant();
		this.nanoTime = nanoTime;
		this.startNanos = nanoTime.getAsLong();
	}

	Instant start() {
		return this.anchor;
	}

	Instant now() {
		return this.anchor.plusNanos(this.nanoTime.getAsLong() - this.startNanos);
	}

}
