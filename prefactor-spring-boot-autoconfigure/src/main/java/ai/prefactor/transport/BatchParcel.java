package ai.prefactor.transport;

import java.util.List;

import ai.prefactor.queue.WorkQueue;

/**
 * A part of a batch that goes in one request.
 *
 * @param items the items
 * @param entry the batch's place
 */
record BatchParcel(List<BatchItem> items, WorkQueue.Entry<Batch> entry) implements Courier.Parcel {

	@Override
	public void underWay() {
		this.items.forEach(BatchItem::underWay);
	}

	@Override
	public void failed(boolean mayHaveArrived) {
		this.items.forEach((item) -> item.unanswered(mayHaveArrived));
	}

	@Override
	public boolean isSuspect() {
		return this.items.stream().anyMatch((item) -> item.suspicion().isThere());
	}

	@Override
	public boolean isDivisible() {
		return this.items.size() > 1;
	}

	@Override
	public boolean maySpoil() {
		return isDivisible() || this.items.get(0).span() != null;
	}

	@Override
	public boolean isGivenUp() {
		return this.entry.isReleased();
	}

}
