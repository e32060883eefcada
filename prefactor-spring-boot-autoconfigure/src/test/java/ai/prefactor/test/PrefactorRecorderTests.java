package ai.prefactor.test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.agent.AgentRun;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.trace.ActiveSpan;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.TestTracing;
import ai.prefactor.transport.TransportState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PrefactorRecorderTests {

	private static final SpanSpec AGENT = SpanSpec.of("answer", SpanKind.AGENT);

	private static final SpanSpec TOOL = SpanSpec.of("lookUpOrder", SpanKind.TOOL);

	private final PrefactorRecorder recorder = new PrefactorRecorder();

	private final TestTracing tracing = new TestTracing(this.recorder);

	@AfterEach
	void close() {
		this.tracing.close();
	}

	@Test
	void actionsShouldBeWhatWasSubmittedInItsOrder() {
		trace();
		assertThat(this.recorder.actions()).<Class<?>>extracting(TransportAction::getClass)
			.containsExactly(RegisterInstance.class, StartInstance.class, CreateSpan.class, CreateSpan.class,
					FinishInstance.class);
	}

	@Test
	void actionsShouldBeACopy() {
		trace();
		List<TransportAction> before = this.recorder.actions();
		this.recorder.clear();
		assertThat(before).hasSize(5);
	}

	@Test
	void runsShouldStandInTheOrderInWhichTheyOpened() {
		AgentRun first = this.tracing.runs().open();
		AgentRun second = this.tracing.runs().open();
		second.finish();
		first.finish(SpanStatus.FAILED);
		assertThat(this.recorder.runs()).extracting(RecordedRun::id).containsExactly(first.id(), second.id());
		assertThat(this.recorder.runs()).extracting(RecordedRun::status)
			.containsExactly(SpanStatus.FAILED, SpanStatus.COMPLETE);
	}

	@Test
	void runShouldHoldItsSpansAsATree() {
		trace();
		RecordedRun run = this.recorder.run();
		assertThat(run.tree()).isEqualTo("""
				agent answer complete
				  tool lookUpOrder complete
				""");
		assertThat(run.spans()).extracting(RecordedSpan::name).containsExactly("answer", "lookUpOrder");
		assertThat(run.roots()).singleElement()
			.satisfies((root) -> assertThat(root.children()).extracting(RecordedSpan::name)
				.containsExactly("lookUpOrder"));
		assertThat(run.agent().name()).isNotBlank();
	}

	@Test
	void runWhileAParentIsUnderWayShouldShowItsChildrenAsRoots() {
		ActiveSpan root = this.tracing.tracer().start(AGENT);
		ActiveSpan step = this.tracing.tracer().start(SpanSpec.of("plan", SpanKind.CHAIN), root);
		this.tracing.tracer().start(TOOL, step).end();
		assertThat(this.recorder.run().tree()).isEqualTo("tool lookUpOrder complete\n");
		step.end();
		assertThat(this.recorder.run().tree()).isEqualTo("""
				chain plan complete
				  tool lookUpOrder complete
				""");
	}

	@Test
	void siblingsShouldStandInTheOrderInWhichTheyStarted() {
		ActiveSpan root = this.tracing.tracer().start(AGENT);
		ActiveSpan first = this.tracing.tracer().start(SpanSpec.of("first", SpanKind.TOOL), root);
		this.tracing.tracer().start(SpanSpec.of("second", SpanKind.TOOL), root).end();
		first.end();
		root.end();
		assertThat(this.recorder.run().tree()).isEqualTo("""
				agent answer complete
				  tool first complete
				  tool second complete
				""");
	}

	@Test
	void spanShouldShowWhatWouldBeSent() {
		this.tracing.tracer().start(TOOL).input("orderId", "A-17").metadata("attempt", 2).output("on its way").end();
		RecordedSpan span = this.recorder.run().span("lookUpOrder");
		assertThat(span.inputs()).hasToString("{\"orderId\":\"A-17\"}");
		assertThat(span.metadata()).hasToString("{\"attempt\":2}");
		assertThat(span.outputs()).hasToString("{\"result\":\"on its way\"}");
		assertThat(span.status()).isEqualTo(SpanStatus.COMPLETE);
	}

	@Test
	void spanWhenThereIsNoneShouldShowTheTree() {
		trace();
		RecordedRun run = this.recorder.run();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> run.span("lookup")).withMessage("""
				Expected one span 'lookup' but there are 0 in:
				agent answer complete
				  tool lookUpOrder complete
				""");
	}

	@Test
	void runWhenThereAreSeveralShouldShowThem() {
		trace();
		trace();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.recorder::run)
			.withMessageStartingWith("Expected one run but there are 2: [RecordedRun[")
			.withMessageContaining("tool lookUpOrder complete");
	}

	@Test
	void runWhenThereIsNoneShouldFail() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.recorder::run)
			.withMessage("Expected one run but there are 0: []");
	}

	@Test
	void clearShouldForgetEverything() {
		trace();
		this.recorder.clear();
		assertThat(this.recorder.runs()).isEmpty();
	}

	@Test
	void statusShouldBeHealthyWithNothingToWaitFor() {
		trace();
		assertThat(this.recorder.status().state()).isEqualTo(TransportState.HEALTHY);
		assertThat(this.recorder.status().queue().depth()).isZero();
		assertThat(this.recorder.status().counts().delivered()).isEqualTo(2);
		assertThat(this.recorder.flush(Duration.ZERO)).isTrue();
	}

	@Test
	void submitByManyThreadsShouldLoseNothing() throws InterruptedException {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		CyclicBarrier start = new CyclicBarrier(4);
		threads.invokeAll(Collections.nCopies(4, () -> {
			start.await();
			for (int run = 0; run < 100; run++) {
				trace();
			}
			return null;
		}));
		threads.shutdown();
		assertThat(this.recorder.runs()).hasSize(400)
			.allSatisfy((run) -> assertThat(run.spans()).extracting(RecordedSpan::name)
				.containsExactly("answer", "lookUpOrder"));
	}

	private void trace() {
		this.tracing.tracer().run(AGENT, () -> this.tracing.tracer().start(TOOL).end());
	}

}
