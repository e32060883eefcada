package ai.prefactor.trace.aop;

import ai.prefactor.trace.ActiveSpan;

/**
 * What a publisher emitted, as far as it becomes a span's output. Safe for use by many
 * threads, as a cancellation comes on any of them.
 */
interface EmittedValues {

	/**
	 * Takes note of a value.
	 * @param value the value
	 * @return {@code true} if it is the last
	 */
	boolean add(Object value);

	/**
	 * Hands the output over.
	 * @param span the span
	 */
	void writeTo(ActiveSpan span);

}
