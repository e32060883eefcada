package ai.prefactor.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets the calling thread wait.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Sleeper {

	/**
	 * Waits.
	 * @param duration how long; nothing happens if it is zero or negative
	 * @throws InterruptedException as soon as the thread is interrupted
	 */
	void sleep(Duration duration) throws InterruptedException;

	/**
	 * A sleeper that really waits.
	 * @return the sleeper
	 */
	static Sleeper system() {
		return (duration) -> {
			// Nobody ever grants a permit, so this ends by time or by interrupt only
			boolean granted = new Semaphore(0).tryAcquire(Math.max(0, duration.toNanos()), TimeUnit.NANOSECONDS);
			if (granted) {
				throw new IllegalStateException("A permit that nobody gives was granted");
			}
		};
	}

}
