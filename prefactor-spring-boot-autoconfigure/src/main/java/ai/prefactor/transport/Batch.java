package ai.prefactor.transport;

import java.util.ArrayList;
import java.util.List;

/**
 * What goes in one request, or one by one where a server takes no bulk. Filled by its
 * lane, then sent by the lane's dispatcher.
 */
final class Batch {

	private final List<BatchItem> items = new ArrayList<>();

	private final int maxItems;

	private final long maxBytes;

	private long bytes;

	Batch(int maxItems, long maxBytes) {
		this.maxItems = maxItems;
		this.maxBytes = maxBytes;
	}

	/**
	 * Takes an item, if there is room. A single one always finds room.
	 */
	boolean add(BatchItem item) {
		int size = item.request().size();
		if (isFull() || (!this.items.isEmpty() && this.bytes + size > this.maxBytes)) {
			return false;
		}
		this.items.add(item);
		this.bytes += size;
		return true;
	}

	boolean isFull() {
		return this.items.size() >= this.maxItems || this.bytes >= this.maxBytes;
	}

	boolean isEmpty() {
		return this.items.isEmpty();
	}

	int size() {
		return this.items.size();
	}

	long bytes() {
		return this.bytes;
	}

	List<BatchItem> items() {
		return this.items;
	}

}
