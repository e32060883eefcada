package ai.prefactor.agent;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.action.ActionSink;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.span.SpanKind;
import ai.prefactor.test.PrefactorRecorder;
import ai.prefactor.trace.ActiveSpan;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.TestTracing;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class AgentRunTests {

	private static final SpanSpec ROOT = SpanSpec.of("handle", SpanKind.AGENT);

	private static final SpanSpec TOOL = SpanSpec.of("lookup", SpanKind.TOOL);

	private final PrefactorRecorder recorder = new PrefactorRecorder();

	private final List<TestTracing> tracings = new ArrayList<>();

	@AfterEach
	void close() {
		this.tracings.forEach(TestTracing::close);
	}

	@Test
	void aSpanThatComesWhileOthersAreCancelledShouldNotKeepTheRunOpen() {
		AgentRuns runs = tracing(this.recorder).runs();
		AgentRun run = runs.open();
		TestSpan late = new TestSpan(run, true);
		TestSpan first = new TestSpan(run, true);
		first.onCancel(() -> assertThat(run.attach(late)).isFalse());
		run.attach(first);
		runs.cancelAll();
		assertThatTheRunIsOver(runs);
	}

	@Test
	void aSpanThatComesWhileThoseThatHaveNotBegunAreCancelledShouldNotKeepTheRunOpen() {
		AgentRuns runs = tracing(this.recorder).runs();
		AgentRun run = runs.open();
		TestSpan idle = new TestSpan(run, false);
		idle.onCancel(() -> assertThat(run.attach(new TestSpan(run, true))).isFalse());
		run.attach(idle);
		run.finish();
		assertThatTheRunIsOver(runs);
	}

	@Test
	void aSpanThatHasNotBegunShouldNotKeepAFinishedRunOpenOnceTheOthersHaveEnded() {
		AgentRuns runs = tracing(this.recorder).runs();
		AgentRun run = runs.open();
		TestSpan awaited = new TestSpan(run, true);
		run.attach(awaited);
		run.finish();
		run.attach(new TestSpan(run, false));
		assertThat(runs.active()).containsExactly(run);
		run.detach(awaited);
		assertThatTheRunIsOver(runs);
	}

	@Test
	void veryManySpansThatHaveNotBegunShouldBeCancelled() {
		AgentRuns runs = tracing(this.recorder).runs();
		AgentRun run = runs.open();
		TestSpan awaited = new TestSpan(run, true);
		run.attach(awaited);
		run.finish();
		for (int i = 0; i < 50_000; i++) {
			run.attach(new TestSpan(run, false));
		}
		run.detach(awaited);
		assertThatTheRunIsOver(runs);
	}

	@Test
	void aLingerWithoutEndShouldBeTaken() {
		TestTracing tracing = new TestTracing(this.recorder, (options) -> true, ChronoUnit.FOREVER.getDuration());
		this.tracings.add(tracing);
		AgentRun run = tracing.runs().open();
		TestSpan span = new TestSpan(run, true);
		run.attach(span);
		run.finish();
		assertThat(tracing.runs().active()).containsExactly(run);
		run.detach(span);
		assertThatTheRunIsOver(tracing.runs());
	}

	@Test
	void aRunThatOpensWhileAllAreCancelledShouldBeCancelledToo() {
		CancellingSink sink = new CancellingSink(RegisterInstance.class);
		sink.runs = tracing(sink).runs();
		sink.runs.open();
		assertThatTheRunIsOver(sink.runs);
	}

	@Test
	void aRunThatIsCancelledWhileItOpensShouldStartBeforeItFinishes() {
		CancellingSink sink = new CancellingSink(StartInstance.class);
		sink.runs = tracing(sink).runs();
		sink.runs.open();
		assertThatTheRunIsOver(sink.runs);
		assertThat(this.recorder.actions()).hasExactlyElementsOfTypes(RegisterInstance.class, StartInstance.class,
				FinishInstance.class);
	}

	@Test
	void aTransportThatThrowsShouldNotGetIntoTheTracedCode() {
		TestTracing tracing = tracing((action) -> {
			if (!(action instanceof RegisterInstance)) {
				throw new IllegalStateException("a transport of the user's own");
			}
			return true;
		});
		tracing.tracer().run(ROOT, () -> tracing.tracer().run(TOOL, () -> {
		}));
		assertThat(tracing.runs().active()).isEmpty();
	}

	@Test
	void aTransportWhoseLibraryIsMissingShouldNotGetIntoTheTracedCode() {
		TestTracing tracing = tracing((action) -> {
			if (!(action instanceof RegisterInstance)) {
				throw new NoClassDefFoundError("of a library of the user's own");
			}
			return true;
		});
		tracing.tracer().run(ROOT, () -> {
		});
		assertThat(tracing.runs().active()).isEmpty();
	}

	@Test
	void aTransportThatThrowsAtTheRegistrationShouldLeaveTheRunOut() {
		TestTracing tracing = tracing((action) -> {
			throw new IllegalStateException("a transport of the user's own");
		});
		assertThat(tracing.runs().open().isRecorded()).isFalse();
	}

	@Test
	void spansThatStartWhileTheirRunEndsShouldBelongToItOrToAnotherButNeverComeLate() throws Exception {
		TestTracing tracing = tracing(this.recorder);
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			for (int i = 0; i < 200; i++) {
				ActiveSpan root = tracing.tracer().start(ROOT);
				CyclicBarrier barrier = new CyclicBarrier(8);
				List<Future<?>> futures = new ArrayList<>();
				for (int j = 0; j < 8; j++) {
					boolean ends = j == 0;
					futures.add(executor.submit(() -> {
						barrier.await();
						if (ends) {
							root.end();
						}
						else {
							tracing.tracer().start(TOOL, root).end();
						}
						return null;
					}));
				}
				for (Future<?> future : futures) {
					future.get();
				}
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(tracing.runs().active()).isEmpty();
		assertThat(this.recorder.runs()).allSatisfy((run) -> {
			List<TransportAction> actions = this.recorder.actions()
				.stream()
				.filter((action) -> action.runId().equals(run.id()))
				.toList();
			assertThat(actions).filteredOn(FinishInstance.class::isInstance).hasSize(1);
			assertThat(actions).last().isInstanceOf(FinishInstance.class);
		});
	}

	private TestTracing tracing(ActionSink sink) {
		TestTracing tracing = new TestTracing(sink, (options) -> true, Duration.ofHours(1));
		this.tracings.add(tracing);
		return tracing;
	}

	private void assertThatTheRunIsOver(AgentRuns runs) {
		assertThat(runs.active()).isEmpty();
		assertThat(this.recorder.actions()).filteredOn(FinishInstance.class::isInstance).hasSize(1);
	}

	/**
	 * Cancels all runs while it takes an action of one kind.
	 */
	private final class CancellingSink implements ActionSink {

		private final Class<? extends TransportAction> trigger;

		private AgentRuns runs;

		CancellingSink(Class<? extends TransportAction> trigger) {
			this.trigger = trigger;
		}

		@Override
		public boolean submit(TransportAction action) {
			if (this.trigger.isInstance(action)) {
				this.runs.cancelAll();
			}
			return AgentRunTests.this.recorder.submit(action);
		}

	}

	/**
	 * A span that leaves its run when it is cancelled.
	 */
	private static final class TestSpan implements OpenSpan {

		private final AgentRun run;

		private final boolean awaited;

		private Runnable onCancel = () -> {
		};

		TestSpan(AgentRun run, boolean awaited) {
			this.run = run;
			this.awaited = awaited;
		}

		void onCancel(Runnable onCancel) {
			this.onCancel = onCancel;
		}

		@Override
		public boolean isAwaited() {
			return this.awaited;
		}

		@Override
		public void cancel() {
			this.onCancel.run();
			this.run.detach(this);
		}

	}

}
