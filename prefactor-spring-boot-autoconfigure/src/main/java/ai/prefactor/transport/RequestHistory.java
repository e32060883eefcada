package ai.prefactor.transport;

import org.jspecify.annotations.Nullable;

import ai.prefactor.api.EncodedRequest;

/**
 * The form in which a request was on the wire last. It goes again so as long as the
 * server may have acted on it; once it certainly has not, it may say something else,
 * under another key. Used by one lane.
 */
final class RequestHistory {

	private @Nullable BatchItem last;

	private boolean pinned;

	private int forms = 1;

	/**
	 * An item was on the wire.
	 * @param item the item
	 * @param inDoubt whether the server may have acted on it
	 */
	void sent(BatchItem item, boolean inDoubt) {
		this.last = item;
		this.pinned = inDoubt;
	}

	void unpin() {
		this.pinned = false;
	}

	/**
	 * The item that goes again as it was.
	 * @return the item, or {@code null} if the server certainly has not acted on it
	 */
	@Nullable BatchItem pinned() {
		return this.pinned ? this.last : null;
	}

	EncodedRequest next(EncodedRequest fresh) {
		EncodedRequest last = (this.last != null) ? this.last.request() : null;
		if (last == null || last.hasSameContent(fresh)) {
			return (last != null) ? last : fresh;
		}
		this.forms++;
		return fresh.withKey(fresh.idempotencyKey() + "-" + this.forms);
	}

}
