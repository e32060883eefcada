package ai.prefactor.context;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Carries the current span in Reactor's context, where it survives every hop from thread
 * to thread. With automatic context propagation it is also what
 * {@link SpanContext#current()} returns inside the chain; without it, only this class
 * finds it there.
 *
 * @since 0.1.0
 */
public final class ReactorSpanContext {

	private ReactorSpanContext() {
	}

	/**
	 * Adds a span context, in place of one that is already there.
	 * @param context the Reactor context
	 * @param span the span context
	 * @return the Reactor context with the span context in it
	 */
	public static Context write(Context context, SpanContext span) {
		return context.put(SpanContext.KEY, span);
	}

	/**
	 * Finds where new spans belong: what the Reactor context says, or else what is
	 * current on the calling thread.
	 * @param context the Reactor context
	 * @return the span context, or {@code null} if there is neither
	 */
	public static @Nullable SpanContext read(ContextView context) {
		Object span = context.getOrDefault(SpanContext.KEY, null);
		return (span instanceof SpanContext found) ? found : SpanContext.current();
	}

}
