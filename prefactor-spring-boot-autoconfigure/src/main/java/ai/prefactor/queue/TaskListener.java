package ai.prefactor.queue;

/**
 * Is told of work that failed for good. Called by the workers' threads, so by several at
 * once.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
@FunctionalInterface
public interface TaskListener<T> {

	/**
	 * The handler failed on an item, and is not asked again.
	 * @param item the item, whose place is free
	 * @param failure what the last attempt threw
	 */
	void failed(T item, Throwable failure);

}
