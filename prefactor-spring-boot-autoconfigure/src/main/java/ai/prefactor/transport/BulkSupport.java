package ai.prefactor.transport;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.api.Operation;

/**
 * Knows which operations the server takes in bulk: all of them until it says otherwise,
 * and again some time after. Safe for use by many threads.
 */
final class BulkSupport {

	private static final Logger logger = LoggerFactory.getLogger(BulkSupport.class);

	// Then the server is asked again
	private static final long MEMORY = Duration.ofMinutes(10).toNanos();

	private final boolean enabled;

	private final LongSupplier nanoTime;

	private final Set<Operation> proven = ConcurrentHashMap.newKeySet();

	private final Map<Operation, Long> refusedAlone = new ConcurrentHashMap<>();

	private final Map<Operation, Long> missing = new ConcurrentHashMap<>();

	private volatile @Nullable Long missingSince;

	BulkSupport(boolean enabled, LongSupplier nanoTime) {
		this.enabled = enabled;
		this.nanoTime = nanoTime;
	}

	/**
	 * Whether there is bulk at all.
	 */
	boolean isThere() {
		return this.enabled && !isRecent(this.missingSince);
	}

	boolean serves(Operation operation) {
		return isThere() && !isRecent(this.missing.get(operation));
	}

	/**
	 * Whether a refusal in bulk counts: the server is known to take such operations
	 * there, or has refused one on its own endpoint as well not long ago.
	 */
	boolean isProven(Operation operation) {
		return this.proven.contains(operation) || isRecent(this.refusedAlone.get(operation));
	}

	/**
	 * The server has refused an operation in bulk and on its own endpoint.
	 */
	void refusedAlone(Operation operation) {
		this.refusedAlone.put(operation, this.nanoTime.getAsLong());
	}

	/**
	 * The server has taken an operation in bulk.
	 */
	void proven(Operation operation) {
		if (!this.proven.contains(operation)) {
			this.proven.add(operation);
			this.missing.remove(operation);
		}
		if (this.missingSince != null) {
			this.missingSince = null;
		}
	}

	/**
	 * The server has no bulk.
	 */
	void missing() {
		if (this.missingSince == null) {
			logger.info("Prefactor takes no bulk requests here: each operation is sent by itself, "
					+ "and bulk is tried again every ten minutes");
		}
		this.missingSince = this.nanoTime.getAsLong();
	}

	/**
	 * The server takes an operation only on its own endpoint.
	 */
	void missing(Operation operation) {
		if (this.missing.put(operation, this.nanoTime.getAsLong()) == null) {
			logger.info("Prefactor does not take {} in bulk requests here: it is sent by itself, "
					+ "and bulk is tried again every ten minutes", operation.id());
		}
	}

	private boolean isRecent(@Nullable Long since) {
		return since != null && !isOver(since);
	}

	private boolean isOver(long since) {
		return this.nanoTime.getAsLong() - since > MEMORY;
	}

}
