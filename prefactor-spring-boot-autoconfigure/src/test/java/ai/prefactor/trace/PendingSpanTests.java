package ai.prefactor.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ai.prefactor.agent.AgentRun;
import ai.prefactor.context.SpanScope;
import ai.prefactor.span.SpanKind;
import ai.prefactor.test.PrefactorRecorder;

import static ai.prefactor.test.PrefactorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

class PendingSpanTests {

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
	void prepareWhereNoSpanIsUnderWayShouldStartNothing() {
		PendingSpan span = this.tracer.prepare(AGENT, Map.of());
		assertThat(span.isIdle()).isFalse();
		assertThat(this.recorder.runs()).isEmpty();
	}

	@Test
	void prepareShouldCaptureInputsOnce() {
		List<String> input = new ArrayList<>(List.of("before"));
		PendingSpan span = this.tracer.prepare(AGENT, Map.of("input", input));
		input.set(0, "after");
		span.begin(null).end();
		assertThat(this.recorder.run().span("handle")).hasInput("input", List.of("before"));
	}

	@Test
	void beginShouldStartBelowTheGivenParent() {
		PendingSpan span = this.tracer.prepare(TOOL, Map.of());
		ActiveSpan parent = this.tracer.start(AGENT);
		span.begin(parent).end();
		parent.end();
		assertThat(this.recorder.run()).hasTree("""
				agent handle complete
				  tool lookup complete
				""");
	}

	@Test
	void beginAgainShouldStartAnother() {
		this.tracer.run(AGENT, () -> {
			PendingSpan span = this.tracer.prepare(TOOL, Map.of());
			span.begin(null).end();
			span.begin(null).cancel();
		});
		assertThat(this.recorder.run()).hasTree("""
				agent handle complete
				  tool lookup complete
				  tool lookup cancelled
				""");
	}

	@Test
	void runShouldNotWaitForWhatNeverBegan() {
		this.tracer.run(AGENT, () -> assertThat(this.tracer.prepare(TOOL, Map.of()).isIdle()).isTrue());
		assertThat(this.recorder.run()).isComplete().hasTree("""
				agent handle complete
				  tool lookup cancelled
				""");
	}

	@Test
	void runShouldWaitForWhatHasBegun() {
		ActiveSpan root = this.tracer.start(AGENT);
		ActiveSpan begun;
		try (SpanScope scope = root.makeCurrent()) {
			this.tracer.prepare(TOOL, Map.of());
			begun = this.tracer.prepare(TOOL, Map.of()).begin(null);
		}
		root.end();
		assertThat(this.tracing.runs().active()).hasSize(1);
		begun.end();
		assertThat(this.tracing.runs().active()).isEmpty();
		assertThat(this.recorder.run()).hasTree("""
				agent handle complete
				  tool lookup cancelled
				  tool lookup complete
				""");
	}

	@Test
	void spanThatStartsWhilePendingOneIsCurrentShouldBecomeItsChild() {
		PendingSpan pending = this.tracer.prepare(AGENT, Map.of());
		try (SpanScope scope = pending.makeCurrent()) {
			this.tracer.run(TOOL, () -> {
			});
		}
		assertThat(pending.isIdle()).isTrue();
		pending.begin(null).end();
		assertThat(this.recorder.run()).hasTree("""
				agent handle complete
				  tool lookup complete
				""");
	}

	@Test
	void pendingSpanInPendingOneShouldFindItsParentWhenItBegins() {
		PendingSpan outer = this.tracer.prepare(AGENT, Map.of());
		PendingSpan inner;
		try (SpanScope scope = outer.makeCurrent()) {
			inner = this.tracer.prepare(TOOL, Map.of());
		}
		assertThat(this.recorder.runs()).isEmpty();
		inner.begin(null).end();
		outer.begin(null).end();
		assertThat(this.recorder.run()).hasTree("""
				agent handle complete
				  tool lookup complete
				""");
	}

	@Test
	void cancelShouldEndWhatNeverBegan() {
		AgentRun run = this.tracing.runs().open();
		try (SpanScope scope = run.makeCurrent()) {
			this.tracer.prepare(TOOL, Map.of()).cancel();
		}
		run.finish();
		assertThat(this.recorder.run()).hasTree("tool lookup cancelled");
	}

	@Test
	void cancelShouldLeaveAloneWhatHasBegun() {
		this.tracer.run(AGENT, () -> {
			PendingSpan pending = this.tracer.prepare(TOOL, Map.of());
			ActiveSpan span = pending.begin(null);
			pending.cancel();
			span.end();
		});
		assertThat(this.recorder.run().span("lookup")).isComplete();
	}

	@Test
	void beginAfterTheRunHasEndedShouldOpenAnother() {
		List<PendingSpan> pending = new ArrayList<>();
		this.tracer.run(AGENT, () -> pending.add(this.tracer.prepare(TOOL, Map.of())));
		pending.get(0).begin(null).end();
		assertThat(this.recorder.runs()).hasSize(2);
		assertThat(this.recorder.runs().get(1).span("lookup").metadata().has("follows_run")).isTrue();
	}

}
