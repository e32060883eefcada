package ai.prefactor.trace.aop;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CorePublisher;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import ai.prefactor.context.ReactorSpanContext;
import ai.prefactor.context.SpanContext;
import ai.prefactor.context.SpanScope;
import ai.prefactor.trace.ActiveSpan;
import ai.prefactor.trace.PendingSpan;

/**
 * One subscription of a traced publisher: one span. Signals pass as they are. What is
 * upstream finds the span in the Reactor context, and as the current one while it is
 * subscribed to, requested from or cancelled; what is downstream finds what was current
 * around the subscription. Scopes never outlive a signal.
 *
 * @param <T> the type of what is emitted
 */
final class TracedSubscriber<T> implements CoreSubscriber<T>, Subscription, Scannable {

	private final CoreSubscriber<? super T> actual;

	private final ActiveSpan span;

	private final @Nullable SpanContext outer;

	private final EmittedValues values;

	private final Context context;

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable Subscription upstream;

	private TracedSubscriber(CoreSubscriber<? super T> actual, ActiveSpan span, @Nullable SpanContext outer,
			EmittedValues values) {
		this.actual = actual;
		this.span = span;
		this.outer = outer;
		this.values = values;
		this.context = ReactorSpanContext.write(actual.currentContext(), span);
	}

	static <T> void subscribe(CorePublisher<? extends T> source, CoreSubscriber<? super T> actual, PendingSpan pending,
			EmittedValues values) {
		TracedSubscriber<T> subscriber = Harmless.get(() -> begin(actual, pending, values));
		if (subscriber == null) {
			source.subscribe(actual);
			return;
		}
		try (SpanScope scope = subscriber.span.makeCurrent()) {
			source.subscribe(subscriber);
		}
		catch (Throwable ex) {
			subscriber.end((span) -> span.fail(ex));
			throw ex;
		}
	}

	private static <T> TracedSubscriber<T> begin(CoreSubscriber<? super T> actual, PendingSpan pending,
			EmittedValues values) {
		SpanContext outer = ReactorSpanContext.read(actual.currentContext());
		return new TracedSubscriber<>(actual, pending.begin(outer), outer, values);
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (Operators.validate(this.upstream, subscription)) {
			this.upstream = subscription;
			outside(() -> this.actual.onSubscribe(this));
		}
	}

	@Override
	public void onNext(T value) {
		if (this.values.add(value)) {
			end(ActiveSpan::end);
		}
		outside(() -> this.actual.onNext(value));
	}

	@Override
	public void onError(Throwable failure) {
		end((span) -> span.fail(failure));
		outside(() -> this.actual.onError(failure));
	}

	@Override
	public void onComplete() {
		end(ActiveSpan::end);
		outside(this.actual::onComplete);
	}

	@Override
	public void request(long count) {
		inside((subscription) -> subscription.request(count));
	}

	@Override
	public void cancel() {
		inside(Subscription::cancel);
		end(ActiveSpan::cancel);
	}

	@Override
	@SuppressWarnings("rawtypes")
	public @Nullable Object scanUnsafe(Attr key) {
		if (key == Attr.PARENT) {
			return this.upstream;
		}
		if (key == Attr.ACTUAL) {
			return this.actual;
		}
		if (key == Attr.RUN_STYLE) {
			return Attr.RunStyle.SYNC;
		}
		return null;
	}

	private void inside(Consumer<Subscription> signal) {
		Subscription upstream = this.upstream;
		if (upstream != null) {
			try (SpanScope scope = this.span.makeCurrent()) {
				signal.accept(upstream);
			}
		}
	}

	private void outside(Runnable signal) {
		if (SpanContext.current() == this.outer) {
			signal.run();
			return;
		}
		try (SpanScope scope = SpanContext.makeCurrentOrNone(this.outer)) {
			signal.run();
		}
	}

	private void end(Consumer<ActiveSpan> ending) {
		if (this.ended.compareAndSet(false, true)) {
			Harmless.run(() -> {
				this.values.writeTo(this.span);
				ending.accept(this.span);
			});
		}
	}

}
