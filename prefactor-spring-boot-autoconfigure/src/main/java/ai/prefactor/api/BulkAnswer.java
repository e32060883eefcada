package ai.prefactor.api;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What became of the items of a bulk request. Immutable.
 *
 * @since 0.1.0
 */
public final class BulkAnswer {

	private final Map<String, ItemResult> results;

	BulkAnswer(Map<String, ItemResult> results) {
		this.results = results;
	}

	/**
	 * An answer with these results.
	 * @param results by idempotency key
	 * @return the answer
	 */
	public static BulkAnswer of(Map<String, ItemResult> results) {
		return new BulkAnswer(Map.copyOf(results));
	}

	/**
	 * What became of an item.
	 * @param idempotencyKey the item's key
	 * @return its result; {@code null} if it was not attempted
	 */
	public @Nullable ItemResult result(String idempotencyKey) {
		return this.results.get(idempotencyKey);
	}

	/**
	 * How many items were attempted.
	 * @return 0 or more
	 */
	public int size() {
		return this.results.size();
	}

}
