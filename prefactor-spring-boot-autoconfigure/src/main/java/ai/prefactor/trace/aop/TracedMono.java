package ai.prefactor.trace.aop;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

import ai.prefactor.trace.PendingSpan;

/**
 * Makes each subscription of a {@link Mono} a span.
 *
 * @param <T> the type of its value
 */
final class TracedMono<T> extends MonoOperator<T, T> {

	private final PendingSpan span;

	private TracedMono(Mono<T> source, PendingSpan span) {
		super(source);
		this.span = span;
	}

	static <T> Mono<T> of(Mono<T> source, PendingSpan span) {
		return onAssembly(new TracedMono<>(source, span));
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		TracedSubscriber.subscribe(this.source, actual, this.span, new SingleValue());
	}

}
