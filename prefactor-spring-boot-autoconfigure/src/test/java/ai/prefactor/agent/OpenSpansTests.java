package ai.prefactor.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.action.TransportAction;
import ai.prefactor.span.SpanStatus;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class OpenSpansTests {

	private static final int THREADS = 6;

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

	private final AtomicInteger ends = new AtomicInteger();

	private final OpenSpans spans = new OpenSpans(new Patience(), (status) -> this.ends.incrementAndGet());

	@AfterEach
	void close() {
		this.executor.shutdownNow();
	}

	@Test
	void finishShouldCountOnceAndTellHowItEndedBefore() {
		assertThat(this.spans.finish(SpanStatus.FAILED)).isNull();
		assertThat(this.spans.finish(SpanStatus.COMPLETE)).isEqualTo(SpanStatus.FAILED);
		assertThat(this.ends).hasValue(1);
	}

	@Test
	void addWhenTheRunIsOverShouldRefuse() {
		this.spans.finish(SpanStatus.COMPLETE);
		assertThat(this.spans.add(new Span(this.spans, () -> false))).isFalse();
		assertThat(this.ends).hasValue(1);
	}

	@Test
	void addWhileTheRunWaitsShouldTakeTheSpanInAndWaitForItToo() {
		Span first = new Span(this.spans, () -> false);
		Span second = new Span(this.spans, () -> false);
		this.spans.add(first);
		this.spans.finish(SpanStatus.COMPLETE);
		assertThat(this.spans.add(second)).isTrue();
		first.cancel();
		assertThat(this.ends).hasValue(0);
		second.cancel();
		assertThat(this.ends).hasValue(1);
	}

	@Test
	void aRunShouldEndOnceAndNotBeforeItsLastSpanHoweverSpansComeAndGo() throws Exception {
		for (int i = 0; i < 1_000; i++) {
			Round round = new Round(i % 2 == 0);
			CyclicBarrier barrier = new CyclicBarrier(THREADS);
			List<Future<?>> futures = new ArrayList<>();
			for (int j = 0; j < THREADS; j++) {
				Callable<?> part = (j == 0) ? round::finish : round::comeAndGo;
				futures.add(this.executor.submit(() -> {
					barrier.await();
					return part.call();
				}));
			}
			for (Future<?> future : futures) {
				future.get();
			}
			assertThat(round.ends).hasValue(1);
			assertThat(round.early).isFalse();
			assertThat(round.refusedAndCancelled).isFalse();
		}
	}

	/**
	 * A run that is finished, or cancelled, while spans come and go.
	 */
	private static final class Round {

		private final AtomicInteger ends = new AtomicInteger();

		private final AtomicBoolean early = new AtomicBoolean();

		private final AtomicBoolean refusedAndCancelled = new AtomicBoolean();

		private final OpenSpans spans = new OpenSpans(new Patience(), (status) -> this.ends.incrementAndGet());

		private final boolean cancels;

		Round(boolean cancels) {
			this.cancels = cancels;
		}

		@Nullable Void finish() {
			comeAndGo();
			this.spans.finish(SpanStatus.COMPLETE);
			if (this.cancels) {
				this.spans.cancel();
			}
			return null;
		}

		@Nullable Void comeAndGo() {
			for (int i = 0; i < 50; i++) {
				Span span = new Span(this.spans, () -> this.ends.get() > 0);
				if (this.spans.add(span)) {
					span.cancel();
					this.early.compareAndSet(false, span.early);
				}
				else {
					this.refusedAndCancelled.compareAndSet(false, span.ended.get());
				}
			}
			return null;
		}

	}

	/**
	 * A span that notes whether its run was over before it had ended.
	 */
	private static final class Span implements OpenSpan {

		private final OpenSpans spans;

		private final BooleanSupplier over;

		private final AtomicBoolean ended = new AtomicBoolean();

		private volatile boolean early;

		Span(OpenSpans spans, BooleanSupplier over) {
			this.spans = spans;
			this.over = over;
		}

		@Override
		public void cancel() {
			if (this.ended.compareAndSet(false, true)) {
				this.early = this.over.getAsBoolean();
				this.spans.remove(this);
			}
		}

	}

	/**
	 * Waits for spans as long as it takes.
	 */
	private static final class Patience implements RunLifecycle {

		@Override
		public void submit(TransportAction action) {
			// Nothing is sent
		}

		@Override
		public Future<?> linger(Runnable task) {
			return new CompletableFuture<>();
		}

		@Override
		public void closed(AgentRun run) {
			// There is no run
		}

	}

}
