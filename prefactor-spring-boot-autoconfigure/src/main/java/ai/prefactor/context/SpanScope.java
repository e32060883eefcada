package ai.prefactor.context;

/**
 * The time during which a span is current on the thread that called
 * {@link SpanContext#makeCurrent()}. Closing it brings back what was current before.
 * <p>
 * Made for try-with-resources. Scopes that are closed in another way do no harm to the
 * thread:
 * <ul>
 * <li>Closing an outer scope also ends those that were opened inside it and are still
 * open; when these are closed later, nothing happens.</li>
 * <li>Closing a scope again does nothing.</li>
 * <li>Closing a scope on another thread than the one that opened it does nothing, and
 * says so in the log at DEBUG. On its own thread the scope stays open until it is closed
 * there or a scope around it is.</li>
 * </ul>
 *
 * @since 0.1.0
 */
public interface SpanScope extends AutoCloseable {

	/**
	 * Ends the scope. Never throws.
	 */
	@Override
	void close();

}
