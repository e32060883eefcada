package ai.prefactor.trace;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.context.SpanContext;
import ai.prefactor.context.SpanScope;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.span.TokenUsage;
import ai.prefactor.test.PrefactorRecorder;
import ai.prefactor.test.RecordedRun;
import ai.prefactor.test.RecordedSpan;

import static ai.prefactor.test.PrefactorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

class TracerTests {

	private static final SpanSpec AGENT = SpanSpec.of("handle", SpanKind.AGENT);

	private static final SpanSpec TOOL = SpanSpec.of("lookup", SpanKind.TOOL);

	private final PrefactorRecorder recorder = new PrefactorRecorder();

	private final TestTracing tracing = new TestTracing(this.recorder);

	private final Tracer tracer = this.tracing.tracer();

	@AfterEach
	void close() {
		this.tracing.close();
	}

	@Test
	void callShouldOpenARunAndEndItAsComplete() throws Exception {
		this.tracer.call(AGENT, () -> "answer");
		assertThat(this.recorder.run()).isComplete().hasTree("agent handle complete").hasOnlyDeclaredTypes();
		assertThat(this.recorder.actions()).hasExactlyElementsOfTypes(RegisterInstance.class, StartInstance.class,
				CreateSpan.class, FinishInstance.class);
	}

	@Test
	void callShouldReturnWhatTheCallableReturned() throws Exception {
		Object result = new Object();
		assertThat(this.tracer.call(AGENT, () -> result)).isSameAs(result);
	}

	@Test
	void callWhenTheCallableThrowsShouldFailTheRunAndThrowTheSame() {
		IOException failure = new IOException("disk on fire");
		Callable<Object> callable = () -> {
			throw failure;
		};
		assertThatException().isThrownBy(() -> this.tracer.call(AGENT, callable)).isSameAs(failure);
		RecordedRun run = this.recorder.run();
		assertThat(run).isFailed();
		assertThat(run.span("handle")).isFailedWith(IOException.class);
		assertThat(run.span("handle").data().error().message()).isEqualTo("disk on fire");
		assertThat(run.span("handle").data().error().stacktrace()).contains("TracerTests");
	}

	@Test
	void spansWithinSpansShouldBecomeTheirChildren() {
		this.tracer.run(AGENT, () -> {
			this.tracer.run(SpanSpec.of("plan", SpanKind.CHAIN), () -> this.tracer.run(TOOL, () -> {
			}));
			this.tracer.run(SpanSpec.of("compose", SpanKind.LLM), () -> {
			});
		});
		assertThat(this.recorder.run()).hasTree("""
				agent handle complete
				  chain plan complete
				    tool lookup complete
				  llm compose complete
				""");
	}

	@Test
	void siblingsWithoutAParentShouldBeRunsOfTheirOwn() {
		this.tracer.run(AGENT, () -> {
		});
		this.tracer.run(AGENT, () -> {
		});
		assertThat(this.recorder.runs()).hasSize(2).allSatisfy((run) -> assertThat(run).isComplete());
	}

	@Test
	void valuesShouldBeSentAsTheyWereHandedIn() {
		ActiveSpan span = this.tracer.start(AGENT);
		span.input("question", "why?").input("password", "hunter2").metadata("attempt", 2);
		span.tokens(TokenUsage.of(3, 4)).output(42).end();
		RecordedSpan recorded = this.recorder.run().span("handle");
		assertThat(recorded).hasInput("question", "why?").hasOutput(Map.of("result", 42));
		assertThat(recorded.inputs().path("password").stringValue()).doesNotContain("hunter2");
		assertThat(recorded.metadata().path("attempt").intValue()).isEqualTo(2);
		assertThat(recorded.data().tokenUsage().totalTokens()).isEqualTo(7);
	}

	@Test
	void valuesShouldBeCapturedWhenTheyAreHandedIn() {
		Map<String, Object> value = new HashMap<>(Map.of("text", "before"));
		ActiveSpan span = this.tracer.start(AGENT).input("value", value);
		value.put("text", "after");
		span.end();
		assertThat(this.recorder.run().span("handle")).hasInput("value", Map.of("text", "before"));
	}

	@Test
	void captureThatIsSwitchedOffShouldLeaveValuesOut() {
		this.tracer.start(AGENT.withCapture(false, false)).input("question", "why?").output("because").end();
		assertThat(this.recorder.run().span("handle").inputs().isEmpty()).isTrue();
		assertThat(this.recorder.run().span("handle").outputs().isEmpty()).isTrue();
	}

	@Test
	void explicitTimesShouldBeKept() {
		Instant start = Instant.parse("2026-02-09T10:15:30.123Z");
		this.tracer.start(AGENT.startedAt(start)).end(start.plusSeconds(5));
		assertThat(this.recorder.run().span("handle").data().startedAt()).isEqualTo(start);
		assertThat(this.recorder.run().span("handle").data().finishedAt()).isEqualTo(start.plusSeconds(5));
	}

	@Test
	void anEndBeforeTheStartShouldBecomeTheStart() {
		Instant start = Instant.parse("2026-02-09T10:15:30.123Z");
		this.tracer.start(AGENT.startedAt(start)).end(start.minusSeconds(5));
		assertThat(this.recorder.run().span("handle").data().finishedAt()).isEqualTo(start);
	}

	@Test
	void endingTwiceShouldKeepTheFirstEnd() {
		ActiveSpan span = this.tracer.start(AGENT);
		span.cancel();
		span.end();
		span.fail(new IllegalStateException());
		assertThat(this.recorder.run()).isCancelled().hasTree("agent handle cancelled");
	}

	@Test
	void aRunShouldWaitForSpansThatAreOpenWhenItsRootEnds() {
		ActiveSpan root = this.tracer.start(AGENT);
		ActiveSpan late = this.tracer.start(TOOL, root);
		root.end();
		assertThat(this.recorder.run()).isActive();
		late.end();
		assertThat(this.recorder.run()).isComplete();
		assertThat(this.recorder.actions()).last().isInstanceOf(FinishInstance.class);
	}

	@Test
	void aRunShouldCancelSpansThatStayOpenLongerThanItLingers() {
		try (TestTracing other = new TestTracing(this.recorder, (options) -> true, Duration.ofMillis(20))) {
			ActiveSpan root = other.tracer().start(AGENT);
			other.tracer().start(TOOL, root);
			root.end();
			await().untilAsserted(() -> assertThat(this.recorder.run()).isComplete());
			assertThat(this.recorder.run().span("lookup")).isCancelled();
		}
	}

	@Test
	void aSpanBelowARunThatHasEndedShouldOpenARunThatNamesIt() {
		ActiveSpan root = this.tracer.start(AGENT);
		root.end();
		this.tracer.start(TOOL, root).end();
		assertThat(this.recorder.runs()).hasSize(2);
		RecordedRun second = this.recorder.runs().get(1);
		assertThat(second).isComplete().hasTree("tool lookup complete");
		assertThat(second.span("lookup").metadata().path("follows_run").stringValue())
			.isEqualTo(root.runId().toString());
	}

	@Test
	void aTypeThatIsNotDeclaredShouldBeSentUnderItsFallbackAndDeclaredFromTheNextRunOn() {
		this.tracer.run(TOOL, () -> {
		});
		this.tracer.run(TOOL, () -> {
		});
		assertThat(this.recorder.runs().get(0)).hasOnlyDeclaredTypes();
		assertThat(this.recorder.runs().get(0).span("lookup")).hasType("app:tool");
		assertThat(this.recorder.runs().get(1)).hasOnlyDeclaredTypes();
		assertThat(this.recorder.runs().get(1).span("lookup")).hasType("app:tool:lookup");
	}

	@Test
	void aRunThatIsNotSampledShouldLeaveNothingNeitherOfItsChildren() {
		try (TestTracing other = new TestTracing(this.recorder, (options) -> false, Duration.ofSeconds(1))) {
			other.tracer().run(AGENT, () -> other.tracer().run(TOOL, () -> {
			}));
		}
		assertThat(this.recorder.actions()).isEmpty();
	}

	@Test
	void aRunThatIsNotSampledShouldCaptureNothing() {
		Map<String, Object> trap = new AbstractMap<>() {
			@Override
			public Set<Entry<String, Object>> entrySet() {
				throw new IllegalStateException("captured");
			}
		};
		try (TestTracing other = new TestTracing(this.recorder, (options) -> false, Duration.ofSeconds(1))) {
			ActiveSpan root = other.tracer().start(AGENT);
			root.input("trap", trap).inputs(trap).output(trap).elements(1, List.of(trap)).metadata("trap", trap).end();
			assertThat(other.tracer().start(TOOL, root)).isSameAs(root);
			assertThat(other.tracer().prepare(TOOL, trap).begin(root)).isSameAs(root);
		}
		assertThat(this.recorder.actions()).isEmpty();
	}

	@Test
	void aRunForWhichThereIsNoRoomShouldNotBeRecorded() {
		try (TestTracing other = new TestTracing((action) -> false)) {
			ActiveSpan span = other.tracer().start(AGENT);
			assertThat(span.isRecorded()).isFalse();
			span.end();
		}
	}

	@Test
	void spansInTheScopeOfARunOpenedByHandShouldBelongToIt() {
		var run = this.tracing.runs().open();
		try (SpanScope scope = run.makeCurrent()) {
			this.tracer.run(SpanSpec.of("first", SpanKind.CHAIN), () -> {
			});
			this.tracer.run(SpanSpec.of("second", SpanKind.CHAIN), () -> {
			});
		}
		assertThat(this.recorder.run()).isActive();
		run.finish(SpanStatus.FAILED);
		assertThat(this.recorder.run()).isFailed().hasTree("""
				chain first complete
				chain second complete
				""");
	}

	@Test
	void theSpanShouldBeCurrentWhileTheCallIsUnderWay() throws Exception {
		SpanContext current = this.tracer.call(AGENT, SpanContext::current);
		assertThat(current).isNotNull();
		assertThat(current.runId()).isEqualTo(this.recorder.run().id());
		assertThat(SpanContext.current()).isNull();
	}

}
