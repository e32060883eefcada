package ai.prefactor.trace.aop;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import ai.prefactor.trace.ActiveSpan;

/**
 * Ends a span when the stage that a method returned completes. The stage is watched, not
 * replaced, so that the caller gets the method's own; anything else ends the span at
 * once.
 */
final class StageEnding implements SpanEnding {

	private final SpanEnding otherwise = SpanEnding.withValue();

	/**
	 * Whether a method may return a stage.
	 * @param returnType what it is declared to return
	 * @return {@code true} for a stage and for what a {@link CompletableFuture} is
	 */
	static boolean supports(Class<?> returnType) {
		return CompletionStage.class.isAssignableFrom(returnType)
				|| returnType.isAssignableFrom(CompletableFuture.class);
	}

	@Override
	public void end(ActiveSpan span, @Nullable Object result) {
		if (!(result instanceof CompletionStage<?> stage)) {
			this.otherwise.end(span, result);
			return;
		}
		try {
			stage.whenComplete((value, failure) -> complete(span, value, failure));
		}
		catch (RuntimeException ex) {
			// A stage that cannot be watched
			span.end();
		}
	}

	private static void complete(ActiveSpan span, @Nullable Object value, @Nullable Throwable failure) {
		Throwable cause = failure;
		while (cause instanceof CompletionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		if (cause == null) {
			span.output(value).end();
		}
		else if (cause instanceof CancellationException) {
			span.cancel();
		}
		else {
			span.fail(cause);
		}
	}

}
