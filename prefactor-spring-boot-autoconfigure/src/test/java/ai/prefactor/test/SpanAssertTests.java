package ai.prefactor.test;

import java.util.List;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.ActiveSpan;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.TestTracing;

import static ai.prefactor.test.PrefactorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SpanAssertTests {

	private final PrefactorRecorder recorder = new PrefactorRecorder();

	private final TestTracing tracing = new TestTracing(this.recorder);

	@AfterEach
	void close() {
		this.tracing.close();
	}

	@Test
	void completeSpanShouldPassWhatItIs() {
		start().input("orderId", "A-17").input("lines", List.of(1, 2)).output(Map.of("state", "sent")).end();
		assertThat(span()).isComplete()
			.hasKind(SpanKind.TOOL)
			.hasType("app:tool")
			.hasInput("orderId", "A-17")
			.hasInput("lines", List.of(1L, 2L))
			.hasOutput(Map.of("state", "sent"));
	}

	@Test
	void statusWhenItDiffersShouldShowTheSpan() {
		start().end();
		assertThat(failure(() -> assertThat(span()).isCancelled())).isEqualTo("""
				[Status of tool lookUp complete]\s
				expected: CANCELLED
				 but was: COMPLETE""");
	}

	@Test
	void cancelledSpanShouldPassAsCancelledAlone() {
		start().cancel();
		assertThat(span()).isCancelled();
		assertThat(failure(() -> assertThat(span()).isComplete())).contains("CANCELLED");
	}

	@Test
	void failedSpanShouldPassForItsException() {
		start().fail(new IllegalStateException("No such order"));
		assertThat(span()).isFailedWith(IllegalStateException.class);
		assertThat(failure(() -> assertThat(span()).isFailedWith(IllegalArgumentException.class)))
			.contains("[Error of tool lookUp failed]")
			.contains("java.lang.IllegalArgumentException")
			.contains("java.lang.IllegalStateException");
	}

	@Test
	void failedWithWhenTheSpanIsCompleteShouldSayThatItIs() {
		start().end();
		assertThat(failure(() -> assertThat(span()).isFailedWith(IllegalStateException.class))).contains("FAILED")
			.contains("but was: COMPLETE");
	}

	@Test
	void kindAndTypeWhenTheyDifferShouldShowBoth() {
		start().end();
		assertThat(failure(() -> assertThat(span()).hasKind(SpanKind.LLM))).contains("[Kind of tool lookUp complete]")
			.contains("LLM")
			.contains("TOOL");
		assertThat(failure(() -> assertThat(span()).hasType("app:llm"))).contains("[Type of tool lookUp complete]")
			.contains("\"app:tool\"");
	}

	@Test
	void inputWhenItDiffersShouldShowBoth() {
		start().input("orderId", "A-17").end();
		assertThat(failure(() -> assertThat(span()).hasInput("orderId", "A-18")))
			.contains("[Input of tool lookUp complete]")
			.contains("A-17")
			.contains("A-18");
	}

	@Test
	void inputWhenThereIsNoneShouldNameIt() {
		start().input("orderId", "A-17").end();
		assertThat(failure(() -> assertThat(span()).hasInput("order", "A-17")))
			.isEqualTo("Expected an input 'order' of tool lookUp complete but there is only {\"orderId\":\"A-17\"}");
	}

	@Test
	void outputOfNothingShouldBeAnEmptyObject() {
		start().end();
		assertThat(span()).hasOutput(Map.of());
		assertThat(failure(() -> assertThat(span()).hasOutput(Map.of("result", 1))))
			.contains("[Output of tool lookUp complete]");
	}

	private ActiveSpan start() {
		return this.tracing.tracer().start(SpanSpec.of("lookUp", SpanKind.TOOL));
	}

	private RecordedSpan span() {
		return this.recorder.run().span("lookUp");
	}

	private static String failure(ThrowingCallable assertion) {
		return catchThrowableOfType(AssertionError.class, assertion).getMessage();
	}

}
