package ai.prefactor.context;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Lets Micrometer's context propagation carry the current span: through
 * {@code ContextSnapshot}, Spring's {@code ContextPropagatingTaskDecorator} and Reactor's
 * automatic context propagation. Found as a service; nobody needs to register it.
 *
 * @since 0.1.0
 */
public final class SpanContextThreadLocalAccessor implements ThreadLocalAccessor<SpanContext> {

	@Override
	public Object key() {
		return SpanContext.KEY;
	}

	@Override
	public @Nullable SpanContext getValue() {
		return SpanFrame.current();
	}

	@Override
	public void setValue(SpanContext value) {
		SpanFrame.assign(value);
	}

	@Override
	public void setValue() {
		SpanFrame.assign(null);
	}

	@Override
	public void restore(SpanContext previousValue) {
		SpanFrame.restore(previousValue);
	}

	@Override
	public void restore() {
		SpanFrame.restore(null);
	}

}
