package ai.prefactor.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Every attempt of everybody passes it. A server that says Retry-After closes it for all
 * until then, so that no other request runs into the same limit. Safe for use by many
 * threads; whoever waits can be interrupted.
 *
 * @since 0.1.0
 */
public final class AttemptGate {

	private final LongSupplier ticker;

	private final Sleeper sleeper;

	private final long origin;

	// Nanoseconds after the origin: never wraps around, so that it can be compared
	private final AtomicLong opensAt = new AtomicLong();

	/**
	 * A gate that is open.
	 * @param ticker a monotonic clock, in nanoseconds
	 * @param sleeper waits until the gate opens
	 */
	public AttemptGate(LongSupplier ticker, Sleeper sleeper) {
		this.ticker = ticker;
		this.sleeper = sleeper;
		this.origin = ticker.getAsLong();
	}

	/**
	 * A gate that runs on the system's time.
	 * @return the gate, open
	 */
	public static AttemptGate system() {
		return new AttemptGate(System::nanoTime, Sleeper.system());
	}

	/**
	 * Waits until the gate is open.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	public void pass() throws InterruptedException {
		for (Duration left = closedFor(); !left.isZero(); left = closedFor()) {
			this.sleeper.sleep(left);
		}
	}

	/**
	 * Closes the gate for some time from now. A gate that is closed for longer already
	 * stays so.
	 * @param duration how long
	 */
	public void closeFor(Duration duration) {
		long until = now() + duration.toNanos();
		this.opensAt.accumulateAndGet(until, Math::max);
	}

	/**
	 * How long the gate stays closed.
	 * @return zero if it is open
	 */
	public Duration closedFor() {
		return Duration.ofNanos(Math.max(0, this.opensAt.get() - now()));
	}

	private long now() {
		return this.ticker.getAsLong() - this.origin;
	}

}
