package ai.prefactor.transport;

import java.util.concurrent.atomic.AtomicLongArray;

import ai.prefactor.api.Operation;

/**
 * Counts what the server has taken of each operation: the evidence that what fails
 * meanwhile fails alone. Safe for use by many threads.
 */
final class Acceptances {

	private final AtomicLongArray counts = new AtomicLongArray(Operation.values().length);

	void accepted(Operation operation) {
		this.counts.incrementAndGet(operation.ordinal());
	}

	/**
	 * How many operations of a kind the server has taken so far.
	 */
	long of(Operation operation) {
		return this.counts.get(operation.ordinal());
	}

}
