package ai.prefactor.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the server has taken: the evidence that what fails meanwhile fails alone.
 * Safe for use by many threads.
 */
final class Acceptances {

	private final AtomicLong count = new AtomicLong();

	void accepted() {
		this.count.incrementAndGet();
	}

	/**
	 * How many operations the server has taken so far.
	 */
	long count() {
		return this.count.get();
	}

}
