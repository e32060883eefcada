package ai.prefactor.transport;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Tells when it is time to send. Safe for use by many threads.
 *
 * @param bulk whether the server takes much at once, so that waiting saves requests
 * @param urgent whether somebody waits for everything to be sent, or there is little room
 * for more
 * @param linger how long actions wait for others to go with
 * @param nanoTime a monotonic clock, in nanoseconds
 */
record LanePace(BulkSupport bulk, BooleanSupplier urgent, Duration linger, LongSupplier nanoTime) {

	long now() {
		return this.nanoTime.getAsLong();
	}

	boolean isUrgent() {
		return !isLeisurely() || this.urgent.getAsBoolean();
	}

	boolean isLeisurely() {
		return this.bulk.isThere();
	}

	/**
	 * How long actions may still wait for others.
	 */
	long nanosLeft(long since, long now) {
		return isUrgent() ? 0 : since + this.linger.toNanos() - now;
	}

}
