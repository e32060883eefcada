package ai.prefactor.trace.aop;

import org.jspecify.annotations.Nullable;

import ai.prefactor.trace.ActiveSpan;

/**
 * Ends a span with what a method returned.
 */
@FunctionalInterface
interface SpanEnding {

	/**
	 * Ends the span, now or when the result is there.
	 * @param span the span
	 * @param result what the method returned
	 */
	void end(ActiveSpan span, @Nullable Object result);

	/**
	 * Ends the span at once: what was returned is its output.
	 * @return the ending
	 */
	static SpanEnding withValue() {
		return (span, result) -> span.output(result).end();
	}

}
