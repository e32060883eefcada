package ai.prefactor.trace.aop;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.prefactor.context.SpanScope;
import ai.prefactor.trace.PendingSpan;
import ai.prefactor.trace.Tracer;

/**
 * Traces methods that return a publisher: the work begins with a subscription. The span
 * is prepared with the call, and current in it; the first subscription begins it, each
 * further one is a new span.
 */
final class PublisherCall implements CallStrategy {

	private final UnsubscribedSpans unsubscribed;

	PublisherCall(UnsubscribedSpans unsubscribed) {
		this.unsubscribed = unsubscribed;
	}

	static boolean supports(Class<?> returnType) {
		return Publisher.class.isAssignableFrom(returnType);
	}

	@Override
	public @Nullable Object call(Tracer tracer, TracedMethod method, MethodInvocation invocation) throws Throwable {
		PendingSpan span = Harmless.get(() -> tracer.prepare(method.spec(), method.inputs(invocation.getArguments())));
		if (span == null) {
			return invocation.proceed();
		}
		Object result;
		try (SpanScope scope = span.makeCurrent()) {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			Harmless.run(() -> span.begin(null).fail(ex));
			throw ex;
		}
		Object traced = Harmless.get(() -> trace(method, span, result));
		if (traced == null) {
			Harmless.run(() -> span.begin(null).end());
			return result;
		}
		return traced;
	}

	private @Nullable Object trace(TracedMethod method, PendingSpan span, @Nullable Object result) {
		Object traced = null;
		if (result instanceof Mono<?> mono) {
			traced = TracedMono.of(mono, span);
		}
		else if (result instanceof Flux<?> flux) {
			traced = TracedFlux.of(flux, span);
		}
		if (traced == null || !method.returnType().isInstance(traced)) {
			// Another publisher, or a subtype that the caller must get
			return null;
		}
		this.unsubscribed.watch(traced, span);
		return traced;
	}

}
