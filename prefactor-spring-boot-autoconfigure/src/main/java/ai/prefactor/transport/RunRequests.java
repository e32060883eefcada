package ai.prefactor.transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import ai.prefactor.api.EncodedRequest;
import ai.prefactor.span.StartedSpan;

/**
 * The requests of a run that were on the wire and are to go again. Used by one lane.
 */
final class RunRequests {

	// By the keys that they had at first
	private final Map<String, RequestHistory> histories = new HashMap<>();

	/**
	 * The form in which a request goes out: the one in which it was on the wire before,
	 * unless it says something else by now. Then it has another key.
	 */
	EncodedRequest freeze(EncodedRequest fresh) {
		RequestHistory history = this.histories.isEmpty() ? null : this.histories.get(fresh.idempotencyKey());
		return (history != null) ? history.next(fresh) : fresh;
	}

	/**
	 * Remembers in which form a request was on the wire.
	 * @param item the request
	 * @param inDoubt whether the server may have acted on it
	 */
	void remember(BatchItem item, boolean inDoubt) {
		this.histories.computeIfAbsent(item.key(), (key) -> new RequestHistory()).sent(item, inDoubt);
	}

	/**
	 * The item that goes again as it was.
	 * @param key the key that it had at first
	 * @return the item, or {@code null} if there is none that has to
	 */
	@Nullable BatchItem pinned(String key) {
		RequestHistory history = this.histories.isEmpty() ? null : this.histories.get(key);
		return (history != null) ? history.pinned() : null;
	}

	/**
	 * What goes again as it was.
	 */
	List<BatchItem> pinned() {
		return this.histories.values().stream().flatMap((history) -> Stream.ofNullable(history.pinned())).toList();
	}

	/**
	 * A span that the server may have as under way without our knowing.
	 */
	@Nullable StartedSpan announcedInDoubt() {
		for (BatchItem item : pinned()) {
			if (item.span() != null && item.after() == SpanDelivery.Stage.ACTIVE
					&& SpanDelivery.of(item.span()).stage() == SpanDelivery.Stage.NEW) {
				return item.span();
			}
		}
		return null;
	}

	/**
	 * Lets every request say what is right by now: ids have changed, so the server cannot
	 * have acted on those that refer to the old ones.
	 */
	void unpin() {
		this.histories.values().forEach(RequestHistory::unpin);
	}

	void forget(BatchItem item) {
		if (!this.histories.isEmpty()) {
			this.histories.remove(item.key());
		}
	}

}
