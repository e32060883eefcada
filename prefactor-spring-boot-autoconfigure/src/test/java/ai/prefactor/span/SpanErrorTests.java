package ai.prefactor.span;

import java.io.PrintWriter;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SpanErrorTests {

	private static final UnaryOperator<String> UNLIMITED = UnaryOperator.identity();

	@Test
	void ofShouldDescribeAnExceptionWithItsCauses() {
		SpanError error = SpanError.of(new IllegalStateException("broken", new ArithmeticException("by zero")),
				UNLIMITED);
		assertThat(error.errorType()).isEqualTo("java.lang.IllegalStateException");
		assertThat(error.message()).isEqualTo("broken");
		assertThat(error.stacktrace()).startsWith("java.lang.IllegalStateException: broken")
			.contains("SpanErrorTests")
			.contains("Caused by: java.lang.ArithmeticException: by zero");
	}

	@Test
	void ofShouldLeaveTheMessageEmptyWhereThereIsNone() {
		assertThat(SpanError.of(new IllegalStateException(), UNLIMITED).message()).isEmpty();
	}

	@Test
	void ofShouldCutBothTexts() {
		SpanError error = SpanError.of(new IllegalStateException("broken"), (text) -> text.substring(0, 3));
		assertThat(error.message()).isEqualTo("bro");
		assertThat(error.stacktrace()).isEqualTo("jav");
	}

	@Test
	void ofShouldSurviveAnExceptionThatCannotBeAsked() {
		SpanError error = SpanError.of(new HostileException(new IllegalStateException("getMessage")), UNLIMITED);
		assertThat(error.errorType()).endsWith("HostileException");
		assertThat(error.message()).isEmpty();
	}

	@Test
	void ofShouldSurviveAnExceptionThatThrowsAnError() {
		SpanError error = SpanError.of(new HostileException(new AssertionError("getMessage")), UNLIMITED);
		assertThat(error.errorType()).endsWith("HostileException");
	}

	@Test
	void ofShouldKeepTheMessageOfAnExceptionWhoseTraceCannotBePrinted() {
		Exception failure = new Exception("broken") {
			@Override
			public void printStackTrace(PrintWriter writer) {
				throw new LinkageError("no trace");
			}
		};
		SpanError error = SpanError.of(failure, UNLIMITED);
		assertThat(error.message()).isEqualTo("broken");
		assertThat(error.stacktrace()).isEmpty();
	}

	@Test
	void ofShouldSurviveCausesInACircle() {
		Exception one = new Exception("one");
		one.initCause(new Exception("two", one));
		assertThat(SpanError.of(one, UNLIMITED).stacktrace()).contains("two");
	}

	@Test
	void ofShouldKeepTheBeginningOfCausesThatNeverEnd() {
		SpanError error = SpanError.of(new EndlessException(0), UNLIMITED);
		assertThat(error.stacktrace()).contains("cause 0").contains("cause 1").hasSizeLessThan(2_000_000);
	}

	@Test
	void ofShouldNotPrintWhatIsLargerThanAnybodyReads() {
		SpanError error = SpanError.of(new IllegalStateException("x".repeat(10_000_000)), UNLIMITED);
		assertThat(error.stacktrace()).startsWith("java.lang.IllegalStateException: xxx").hasSizeLessThan(2_000_000);
	}

	/**
	 * Fails when it is asked for its message.
	 */
	private static final class HostileException extends RuntimeException {

		private final transient Throwable answer;

		HostileException(Throwable answer) {
			this.answer = answer;
		}

		@Override
		public String getMessage() {
			if (this.answer instanceof Error error) {
				throw error;
			}
			throw (RuntimeException) this.answer;
		}

	}

	/**
	 * Has a new cause each time it is asked.
	 */
	private static final class EndlessException extends RuntimeException {

		private final int number;

		EndlessException(int number) {
			super("cause " + number);
			this.number = number;
		}

		@Override
		public synchronized Throwable getCause() {
			return new EndlessException(this.number + 1);
		}

	}

}
