package ai.prefactor.trace;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import ai.prefactor.context.SpanContext;
import ai.prefactor.span.TokenUsage;

/**
 * A span that is under way. It is ended by {@link #end()}, {@link #fail} or
 * {@link #cancel()}, of which the first call counts. Values are captured when they are
 * handed in: what is true then is what is sent. No method throws, or consumes what it is
 * given, and none waits, except for room in the queue where that is configured. Safe for
 * use by many threads.
 *
 * @since 0.1.0
 */
public interface ActiveSpan extends SpanContext {

	/**
	 * Whether what is said of the span is sent.
	 * @return {@code false} if its run is not recorded
	 */
	boolean isRecorded();

	/**
	 * Adds an input.
	 * @param name its name
	 * @param value its value
	 * @return this span
	 */
	ActiveSpan input(String name, @Nullable Object value);

	/**
	 * Adds inputs, which share the size that a payload may have.
	 * @param values the values by their names
	 * @return this span
	 */
	ActiveSpan inputs(Map<String, ? extends @Nullable Object> values);

	/**
	 * Sets the output: an object as it is, anything else as {@code {"result": ...}}.
	 * @param value the output
	 * @return this span
	 */
	ActiveSpan output(@Nullable Object value);

	/**
	 * Sets the output of a stream: how many elements there were, and the first of them.
	 * @param count number of all elements, 0 or more
	 * @param first the first of them
	 * @return this span
	 */
	ActiveSpan elements(long count, List<?> first);

	/**
	 * Adds a fact about the span.
	 * @param name its name
	 * @param value its value
	 * @return this span
	 */
	ActiveSpan metadata(String name, @Nullable Object value);

	/**
	 * Sets the tokens that the span used.
	 * @param usage the tokens
	 * @return this span
	 */
	ActiveSpan tokens(TokenUsage usage);

	/**
	 * Ends the span as complete.
	 */
	void end();

	/**
	 * Ends the span as complete, at a given time.
	 * @param finishedAt when it ended; not before its start, which counts instead
	 */
	void end(Instant finishedAt);

	/**
	 * Ends the span as failed.
	 * @param failure why
	 */
	void fail(Throwable failure);

	/**
	 * Ends the span as cancelled.
	 */
	void cancel();

}
