package ai.prefactor.transport;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much goes in one batch of a lane: what is configured, what the server was found to
 * take, and, while something in it is searched for, less. Used by one lane.
 */
final class BatchLimits {

	// Then it is tried whether the server takes more by now
	private static final Duration MEMORY = Duration.ofMinutes(10);

	// What was too slow once may have been so for another reason: sizes double so often
	private static final Duration RECOVERY = Duration.ofSeconds(5);

	// Batches below this size are not too slow because of it
	private static final long SMALL = 128 * 1024;

	// What is large is too much by its bytes, however few there are of it
	private static final long SMALL_ITEM = 4 * 1024;

	// What is remembered is never less: below that a batch saves too little
	private static final int FEW = 50;

	private final int maxItems;

	private final long maxBytes;

	private final LongSupplier nanoTime;

	private int knownItems;

	private long knownBytes;

	private long knownSince;

	private Duration memory = MEMORY;

	private int searchItems;

	private int refusedItems;

	BatchLimits(TransportSettings.Batch settings, LongSupplier nanoTime) {
		this.maxItems = settings.maxItems();
		this.maxBytes = settings.maxBytes();
		this.nanoTime = nanoTime;
		this.searchItems = this.maxItems;
		forget();
	}

	/**
	 * How many items there are in a full batch, as things stand.
	 */
	int fullBatch() {
		return Math.min(this.knownItems, this.searchItems);
	}

	Batch newBatch() {
		if (this.nanoTime.getAsLong() - this.knownSince > this.memory.toNanos()) {
			grow();
		}
		return new Batch(fullBatch(), this.knownBytes);
	}

	/**
	 * Learns from what became of a batch.
	 * @param batch the batch
	 * @param outcome what became of it
	 * @param frozen whether some of what was refused is still to be sent
	 */
	void learn(Batch batch, BatchOutcome outcome, boolean frozen) {
		if (outcome.hasRejected()) {
			this.refusedItems = 0;
		}
		BatchOutcome.Cause cause = outcome.cause();
		if (cause == null) {
			taken(frozen);
			return;
		}
		this.searchItems = Math.max(1, batch.size() / 2);
		switch (cause) {
			case TOO_LARGE -> tooMuch(areSmall(batch) ? batch.size() : FEW, batch.bytes(), MEMORY);
			case TOO_MUCH -> tooMuch(batch.size(), Math.max(batch.bytes(), SMALL), RECOVERY);
			case REFUSED -> this.refusedItems = Math.max(this.refusedItems, batch.size());
		}
	}

	private void taken(boolean frozen) {
		this.searchItems = Math.min(this.maxItems, this.searchItems * 2);
		if (!frozen && this.refusedItems > 0) {
			// In halves it was taken, so its size was what was wrong with it
			if (this.refusedItems > FEW) {
				tooMuch(this.refusedItems, this.maxBytes * 2, MEMORY);
			}
			this.refusedItems = 0;
		}
	}

	private static boolean areSmall(Batch batch) {
		return batch.bytes() < SMALL_ITEM * batch.size();
	}

	/**
	 * Remembers a size that the server did not take. A few items are not too much because
	 * there are so many.
	 */
	private void tooMuch(int items, long bytes, Duration memory) {
		if (items > FEW) {
			this.knownItems = Math.max(FEW, items / 2);
		}
		this.knownBytes = Math.max(1, bytes / 2);
		this.knownSince = this.nanoTime.getAsLong();
		this.memory = memory;
	}

	private void grow() {
		if (this.memory.equals(MEMORY)) {
			forget();
			return;
		}
		this.knownItems = Math.min(this.maxItems, this.knownItems * 2);
		this.knownBytes = Math.min(this.maxBytes, this.knownBytes * 2);
		this.knownSince = this.nanoTime.getAsLong();
	}

	private void forget() {
		this.knownItems = this.maxItems;
		this.knownBytes = this.maxBytes;
		this.knownSince = this.nanoTime.getAsLong();
	}

}
