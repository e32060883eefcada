package ai.prefactor.agent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ai.prefactor.action.FinishInstance;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.test.PrefactorRecorder;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.TestTracing;

import static ai.prefactor.test.PrefactorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AgentRunsTests {

	private final PrefactorRecorder recorder = new PrefactorRecorder();

	private final TestTracing tracing = new TestTracing(this.recorder);

	private final AgentRuns runs = this.tracing.runs();

	@AfterEach
	void close() {
		this.tracing.close();
	}

	@Test
	void openShouldRegisterTheConfiguredAgent() {
		this.runs.open();
		assertThat(this.recorder.run().agent()).isEqualTo(TestTracing.AGENT);
	}

	@Test
	void openWithOptionsShouldRegisterWhatDiffers() {
		this.runs
			.open(RunOptions.configured().withAgentId("other").withVersion("v2").withName("Other").withPurpose("eval"));
		assertThat(this.recorder.run().agent().id()).isEqualTo("other");
		assertThat(this.recorder.run().agent().version()).isEqualTo("v2");
		assertThat(this.recorder.run().agent().name()).isEqualTo("Other");
		assertThat(this.recorder.run().agent().purpose()).isEqualTo("eval");
	}

	@Test
	void finishingTwiceShouldKeepTheFirst() {
		AgentRun run = this.runs.open();
		run.finish(SpanStatus.FAILED);
		run.finish();
		assertThat(this.recorder.run()).isFailed();
		assertThat(this.recorder.actions()).filteredOn(FinishInstance.class::isInstance).hasSize(1);
	}

	@Test
	void finishShouldRefuseAStatusThatIsNotFinal() {
		AgentRun run = this.runs.open();
		assertThatIllegalArgumentException().isThrownBy(() -> run.finish(SpanStatus.ACTIVE));
	}

	@Test
	void cancelAllShouldEndOpenRunsAndSpansAsCancelled() {
		this.tracing.tracer().start(SpanSpec.of("handle", SpanKind.AGENT));
		this.runs.open();
		this.runs.cancelAll();
		assertThat(this.recorder.runs()).hasSize(2).allSatisfy((run) -> assertThat(run).isCancelled());
		assertThat(this.recorder.runs().get(0).span("handle")).isCancelled();
		assertThat(this.runs.active()).isEmpty();
	}

	@Test
	void activeShouldHoldARunUntilItHasFinished() {
		AgentRun run = this.runs.open();
		assertThat(this.runs.active()).containsExactly(run);
		run.finish();
		assertThat(this.runs.active()).isEmpty();
	}

	@Test
	void aRunThatThePlatformStopsShouldSaySo() {
		AgentRun run = this.runs.open();
		AgentRun other = this.runs.open();
		this.tracing.terminations().terminate(run.id(), "over budget");
		assertThat(run.isTerminated()).isTrue();
		assertThat(run.terminationReason()).isEqualTo("over budget");
		assertThat(other.isTerminated()).isFalse();
	}

}
