package ai.prefactor.test;

import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ai.prefactor.agent.AgentRun;
import ai.prefactor.schema.SchemaRegistry;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.TestTracing;

import static ai.prefactor.test.PrefactorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RunAssertTests {

	private final PrefactorRecorder recorder = new PrefactorRecorder();

	private final TestTracing tracing = new TestTracing(this.recorder);

	@AfterEach
	void close() {
		this.tracing.close();
	}

	@ParameterizedTest
	@EnumSource(SpanStatus.class)
	void statusShouldHoldForThatStatusAlone(SpanStatus status) {
		RecordedRun run = ended(status);
		check(status == SpanStatus.COMPLETE, () -> assertThat(run).isComplete());
		check(status == SpanStatus.FAILED, () -> assertThat(run).isFailed());
		check(status == SpanStatus.CANCELLED, () -> assertThat(run).isCancelled());
		check(status == SpanStatus.ACTIVE, () -> assertThat(run).isActive());
		check(true, () -> assertThat(run).hasStatus(status));
	}

	@Test
	void statusWhenItDiffersShouldShowTheRun() {
		RecordedRun run = ended(SpanStatus.FAILED);
		assertThat(failure(() -> assertThat(run).isComplete()))
			.isEqualTo("Expected the run to be complete but it is failed:\nRecordedRun[" + run.id()
					+ ", failed]\ntool lookUp complete\n");
	}

	@Test
	void descriptionShouldComeFirst() {
		RecordedRun run = ended(SpanStatus.FAILED);
		assertThat(failure(() -> assertThat(run).as("The second run").isComplete()))
			.startsWith("[The second run] Expected the run to be complete");
	}

	@Test
	void treeShouldIgnoreBlanksAroundIt() {
		assertThat(ended(SpanStatus.COMPLETE)).hasTree("""

				tool lookUp complete

				""");
	}

	@Test
	void treeWhenItDiffersShouldShowBoth() {
		RecordedRun run = ended(SpanStatus.COMPLETE);
		assertThat(failure(() -> assertThat(run).hasTree("tool lookUp failed"))).contains("[Tree of the run]")
			.contains("\"tool lookUp failed\"")
			.contains("\"tool lookUp complete\"");
	}

	@Test
	void declaredTypesShouldHoldForAFallback() {
		assertThat(ended(SpanStatus.COMPLETE)).hasOnlyDeclaredTypes();
	}

	@Test
	void declaredTypesWhenOneIsNotDeclaredShouldNameIt() {
		RecordedRun run = ended(SpanStatus.COMPLETE);
		RecordedRun other = new RecordedRun(run.id(), run.agent(),
				new SchemaRegistry("other", List.of("tool")).current(), run.status(), run.roots());
		assertThat(failure(() -> assertThat(other).hasOnlyDeclaredTypes()))
			.contains("The span type app:tool is not declared");
	}

	@Test
	void nullShouldFail() {
		assertThat(failure(() -> assertThat((RecordedRun) null).isComplete()))
			.contains("Expecting actual not to be null");
	}

	private RecordedRun ended(SpanStatus status) {
		AgentRun run = this.tracing.runs().open();
		this.tracing.tracer().start(SpanSpec.of("lookUp", SpanKind.TOOL), run).end();
		if (status != SpanStatus.ACTIVE) {
			run.finish(status);
		}
		return this.recorder.run();
	}

	private static void check(boolean holds, ThrowingCallable assertion) {
		if (holds) {
			assertThatNoException().isThrownBy(assertion);
		}
		else {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion);
		}
	}

	private static String failure(ThrowingCallable assertion) {
		return catchThrowableOfType(AssertionError.class, assertion).getMessage();
	}

}
