package ai.prefactor.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.context.SpanScope;
import ai.prefactor.span.SpanKind;
import ai.prefactor.test.PrefactorRecorder;

import static ai.prefactor.test.PrefactorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class PendingSpanNestingTests {

	private static final SpanSpec AGENT = SpanSpec.of("handle", SpanKind.AGENT);

	private static final SpanSpec ONE = SpanSpec.of("one", SpanKind.TOOL);

	private static final SpanSpec TWO = SpanSpec.of("two", SpanKind.TOOL);

	private final PrefactorRecorder recorder = new PrefactorRecorder();

	private final TestTracing tracing = new TestTracing(this.recorder);

	private final Tracer tracer = this.tracing.tracer();

	@AfterEach
	void close() {
		this.tracing.close();
	}

	@Test
	void preparedOutsideOfARunItShouldStartWhenItBegins() {
		PendingSpan pending = this.tracer.prepare(ONE, Map.of("question", "why?"));
		assertThat(this.recorder.actions()).isEmpty();
		pending.begin(null).end();
		assertThat(this.recorder.run()).isComplete().hasTree("tool one complete");
		assertThat(this.recorder.run().span("one")).hasInput("question", "why?");
	}

	@Test
	void preparedInARunItShouldBeTheChildOfWhereItWasPrepared() {
		ActiveSpan root = this.tracer.start(AGENT);
		PendingSpan pending = prepareIn(root);
		root.end();
		assertThat(this.recorder.run()).as("its run does not wait for it").isComplete();
		assertThat(this.recorder.run().span("one")).isCancelled();
		assertThat(pending.isIdle()).isTrue();
	}

	@Test
	void eachBeginningShouldBeASpanOfItsOwn() {
		ActiveSpan root = this.tracer.start(AGENT);
		PendingSpan pending = prepareIn(root);
		pending.begin(null).end();
		pending.begin(null).end();
		root.end();
		assertThat(this.recorder.run()).hasTree("""
				agent handle complete
				  tool one complete
				  tool one complete
				""");
	}

	@Test
	void aBeginningAfterItsRunHasEndedShouldOpenARun() {
		ActiveSpan root = this.tracer.start(AGENT);
		PendingSpan pending = prepareIn(root);
		root.end();
		pending.begin(null).end();
		assertThat(this.recorder.runs()).hasSize(2);
		assertThat(this.recorder.runs().get(1)).isComplete().hasTree("tool one complete");
	}

	@Test
	void cancelShouldEndWhatHasNotBegun() {
		ActiveSpan root = this.tracer.start(AGENT);
		PendingSpan pending = prepareIn(root);
		pending.cancel();
		assertThat(pending.isIdle()).isFalse();
		root.end();
		assertThat(this.recorder.run().span("one")).isCancelled();
	}

	@Test
	void cancelShouldLeaveAloneWhatHasBegun() {
		ActiveSpan root = this.tracer.start(AGENT);
		PendingSpan pending = prepareIn(root);
		ActiveSpan span = pending.begin(null);
		pending.cancel();
		span.end();
		root.end();
		assertThat(this.recorder.run()).hasTree("""
				agent handle complete
				  tool one complete
				""");
	}

	@Test
	void begunWithinWhatWasPreparedInsideOfItItShouldNotLeaveASpanOpen() {
		PendingSpan outer = this.tracer.prepare(ONE, Map.of());
		PendingSpan inner = prepareIn(TWO, outer);
		outer.begin(inner).end();
		assertThat(this.recorder.runs()).hasSize(1);
		assertThat(this.recorder.run()).isComplete().hasTree("""
				tool one complete
				  tool two cancelled
				""");
		assertThat(this.tracing.runs().active()).isEmpty();
	}

	@Test
	void twoThatBeginWithinEachOtherShouldNotBlock() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(2);
		try {
			for (int i = 0; i < 500; i++) {
				PendingSpan outer = this.tracer.prepare(ONE, Map.of());
				PendingSpan inner = prepareIn(TWO, outer);
				CyclicBarrier barrier = new CyclicBarrier(2);
				List<Future<?>> futures = List.of(executor.submit(() -> begin(barrier, outer, inner)),
						executor.submit(() -> begin(barrier, inner, outer)));
				for (Future<?> future : futures) {
					future.get(20, TimeUnit.SECONDS);
				}
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.tracing.runs().active()).isEmpty();
	}

	@Test
	void oneThatBeginsOnManyThreadsShouldHandItsFirstSpanOutOnce() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			PendingSpan pending = this.tracer.prepare(ONE, Map.of());
			CyclicBarrier barrier = new CyclicBarrier(8);
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				futures.add(executor.submit(() -> begin(barrier, pending, null)));
			}
			for (Future<?> future : futures) {
				future.get(20, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.recorder.runs()).hasSize(8).allSatisfy((run) -> assertThat(run).isComplete());
	}

	private static Void begin(CyclicBarrier barrier, PendingSpan span, PendingSpan place) throws Exception {
		barrier.await();
		span.begin(place).end();
		return null;
	}

	private PendingSpan prepareIn(ActiveSpan place) {
		try (SpanScope scope = place.makeCurrent()) {
			return this.tracer.prepare(ONE, Map.of());
		}
	}

	private PendingSpan prepareIn(SpanSpec spec, PendingSpan place) {
		try (SpanScope scope = place.makeCurrent()) {
			return this.tracer.prepare(spec, Map.of());
		}
	}

}
