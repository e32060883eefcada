package ai.prefactor.transport;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import ai.prefactor.http.Backoff;

/**
 * Tells when a server that does not answer is tried again. Not safe for use by several
 * threads at once.
 */
final class TurnTimer {

	// However short the pauses are set, a server is not tried without end
	private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);

	// Beyond it a pause is at its longest anyway
	private static final int MOST_STEPS = 30;

	private final Backoff backoff;

	private final LongSupplier nanoTime;

	private long due;

	TurnTimer(Backoff backoff, LongSupplier nanoTime) {
		this.backoff = backoff;
		this.nanoTime = nanoTime;
		this.due = nanoTime.getAsLong();
	}

	/**
	 * How long it is until the next turn.
	 * @return nanoseconds, zero or less if it is due
	 */
	long pause() {
		return this.due - this.nanoTime.getAsLong();
	}

	/**
	 * Sets when the next turn is due. While the server is down, one that is due sooner is
	 * not put off by requests that were still under way, unless the server asks for it.
	 * @param failures failures in a row so far
	 * @param down whether the server was down before
	 * @param retryAfter how long the server asks to be left alone, if it does
	 */
	void schedule(int failures, boolean down, @Nullable Duration retryAfter) {
		long pause = Math.max(SHORTEST_PAUSE.toNanos(),
				this.backoff.delay(Math.min(failures, MOST_STEPS), retryAfter).toNanos());
		long left = pause();
		boolean dueSooner = down && left > 0 && left < pause;
		if (retryAfter != null || !dueSooner) {
			// What the server asked for before still counts
			this.due = this.nanoTime.getAsLong() + (down ? Math.max(pause, left) : pause);
		}
	}

}
