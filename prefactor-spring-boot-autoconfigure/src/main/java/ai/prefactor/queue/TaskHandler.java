package ai.prefactor.queue;

import java.time.Duration;

/**
 * Does the work of one lane. Called by that lane's worker only, one call at a time.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
@FunctionalInterface
public interface TaskHandler<T> {

	/**
	 * Works on an item. The handler releases the entry when the item's work is over: in
	 * this call, or, if it postpones the work, in a later call of this method or of
	 * {@link #idle()}. Until then the item keeps its place in the queue's bound. An entry
	 * whose handler fails is released by the worker.
	 * @param entry the item and its place
	 * @throws Exception if the work failed: it is tried again as the executor was told,
	 * then reported
	 */
	void handle(WorkQueue.Entry<T> entry) throws Exception;

	/**
	 * Called between two items: the time to come back to work that was postponed, and to
	 * say when the next such time is. It is called again after that, or earlier.
	 * @return how long the worker may wait for the next item at most; by default an hour
	 */
	default Duration idle() {
		return Duration.ofHours(1);
	}

}
