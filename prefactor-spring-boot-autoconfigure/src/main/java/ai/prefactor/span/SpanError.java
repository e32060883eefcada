package ai.prefactor.span;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.CharBuffer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import ai.prefactor.payload.Payload;

/**
 * Why a span failed.
 *
 * @param errorType the exception's class name
 * @param message its message, empty where it has none
 * @param stacktrace its stack trace, with its causes
 * @since 0.1.0
 */
public record SpanError(String errorType, String message, String stacktrace) {

	private static final int OWN_WEIGHT = 24;

	// What is longer is cut before it is handed to whoever cuts it to its limit
	private static final int MAX_TRACE = 1 << 20;

	/**
	 * Describes an exception. What it cannot be asked for is left empty.
	 * @param failure the exception
	 * @param limit cuts a text to the length that may be sent
	 * @return the description
	 */
	public static SpanError of(Throwable failure, UnaryOperator<String> limit) {
		return new SpanError(failure.getClass().getName(), ask(() -> limit.apply(message(failure))),
				ask(() -> limit.apply(trace(failure))));
	}

	private static String message(Throwable failure) {
		String message = failure.getMessage();
		return (message != null) ? message : "";
	}

	private static String trace(Throwable failure) {
		BoundedWriter trace = new BoundedWriter();
		try {
			failure.printStackTrace(new PrintWriter(trace));
		}
		catch (FullException | StackOverflowError ex) {
			// What was written so far is more than enough
		}
		return trace.toString();
	}

	/**
	 * Asks an exception, which is the user's code and may fail in any way.
	 */
	private static String ask(Supplier<String> question) {
		try {
			return question.get();
		}
		catch (Throwable ex) {
			return "";
		}
	}

	long weight() {
		return OWN_WEIGHT + Payload.weightOf(this.errorType) + Payload.weightOf(this.message)
				+ Payload.weightOf(this.stacktrace);
	}

	/**
	 * Keeps a text up to a length and refuses the rest, so that an exception whose causes
	 * never end does not go on for ever.
	 */
	private static final class BoundedWriter extends Writer {

		private final StringBuilder text = new StringBuilder();

		@Override
		public void write(char[] buffer, int offset, int length) {
			write(CharBuffer.wrap(buffer), offset, length);
		}

		@Override
		public void write(String text, int offset, int length) {
			write((CharSequence) text, offset, length);
		}

		private void write(CharSequence text, int offset, int length) {
			this.text.append(text, offset, offset + Math.min(length, MAX_TRACE - this.text.length()));
			if (this.text.length() == MAX_TRACE) {
				throw new FullException();
			}
		}

		@Override
		public void flush() {
			// Nothing is held back
		}

		@Override
		public void close() {
			// Nothing is held
		}

		@Override
		public String toString() {
			return this.text.toString();
		}

	}

	/**
	 * There is no more room.
	 */
	@SuppressWarnings("serial")
	private static final class FullException extends RuntimeException {

		FullException() {
			super(null, null, false, false);
		}

	}

}
