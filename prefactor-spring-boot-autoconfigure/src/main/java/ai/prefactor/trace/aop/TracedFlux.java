package ai.prefactor.trace.aop;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

import ai.prefactor.trace.PendingSpan;

/**
 * Makes each subscription of a {@link Flux} a span.
 *
 * @param <T> the type of its elements
 */
final class TracedFlux<T> extends FluxOperator<T, T> {

	private final PendingSpan span;

	private TracedFlux(Flux<T> source, PendingSpan span) {
		super(source);
		this.span = span;
	}

	static <T> Flux<T> of(Flux<T> source, PendingSpan span) {
		return onAssembly(new TracedFlux<>(source, span));
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		TracedSubscriber.subscribe(this.source, actual, this.span, new FirstElements());
	}

}
