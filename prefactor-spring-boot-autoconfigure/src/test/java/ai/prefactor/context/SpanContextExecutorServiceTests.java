package ai.prefactor.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for executors that {@link SpanContext} wraps.
 */
class SpanContextExecutorServiceTests {

	private static final SpanContext SPAN = TestSpanContext.of(1);

	private static final SpanContext OTHER = TestSpanContext.of(2);

	private static final Callable<SpanContext> CURRENT = SpanContext::current;

	private final ExecutorService delegate = Executors.newSingleThreadExecutor();

	private final ExecutorService executor = SpanContext.wrap(this.delegate);

	private final AtomicReference<SpanContext> seen = new AtomicReference<>();

	@AfterEach
	void shutDown() {
		this.delegate.shutdownNow();
	}

	@Test
	void executeShouldCarryTheContextOfTheCallAndLeaveNothingBehind() throws Exception {
		Executor wrapped = SpanContext.wrap((Executor) this.delegate);
		try (SpanScope scope = SPAN.makeCurrent()) {
			wrapped.execute(this::see);
		}
		assertThat(this.delegate.submit(CURRENT).get()).isNull();
		assertThat(this.seen).hasValue(SPAN);
	}

	@Test
	void executeWhenNothingIsCurrentShouldClearDuringTheRun() {
		Executor sameThread = SpanContext.wrap((Executor) (task) -> {
			try (SpanScope scope = SPAN.makeCurrent()) {
				task.run();
				assertThat(SpanContext.current()).isSameAs(SPAN);
			}
		});
		this.seen.set(OTHER);
		sameThread.execute(this::see);
		assertThat(this.seen).hasNullValue();
	}

	@Test
	void executeShouldUseTheContextOfEachCall() throws Exception {
		try (SpanScope scope = SPAN.makeCurrent()) {
			assertThat(this.executor.submit(CURRENT).get()).isSameAs(SPAN);
		}
		try (SpanScope scope = OTHER.makeCurrent()) {
			assertThat(this.executor.submit(CURRENT).get()).isSameAs(OTHER);
		}
		assertThat(this.executor.submit(CURRENT).get()).isNull();
	}

	@Test
	void everyWayToHandOverShouldCarryTheContext() throws Exception {
		try (SpanScope scope = SPAN.makeCurrent()) {
			CountDownLatch executed = new CountDownLatch(1);
			this.executor.execute(() -> {
				see();
				executed.countDown();
			});
			executed.await();
			assertThat(this.seen.getAndSet(null)).isSameAs(SPAN);
			this.executor.submit(this::see).get();
			assertThat(this.seen.getAndSet(null)).isSameAs(SPAN);
			assertThat(this.executor.submit(this::see, "done").get()).isEqualTo("done");
			assertThat(this.seen).hasValue(SPAN);
			assertThat(results(this.executor.invokeAll(List.of(CURRENT, CURRENT)))).containsExactly(SPAN, SPAN);
			assertThat(results(this.executor.invokeAll(List.of(CURRENT), 1, TimeUnit.MINUTES))).containsExactly(SPAN);
			assertThat(this.executor.invokeAny(List.of(CURRENT))).isSameAs(SPAN);
			assertThat(this.executor.invokeAny(List.of(CURRENT), 1, TimeUnit.MINUTES)).isSameAs(SPAN);
		}
	}

	@Test
	void shutdownShouldShutDownTheWrappedExecutor() throws Exception {
		assertThat(this.executor.isShutdown()).isFalse();
		this.executor.shutdown();
		assertThat(this.delegate.isShutdown()).isTrue();
		assertThat(this.executor.isShutdown()).isTrue();
		assertThat(this.executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		assertThat(this.executor.isTerminated()).isTrue();
	}

	@Test
	void shutdownNowShouldReturnWhatWasWaiting() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch never = new CountDownLatch(1);
		Future<?> stuck = this.executor.submit(() -> {
			started.countDown();
			never.await();
			return null;
		});
		this.executor.execute(this::see);
		started.await();
		assertThat(this.executor.shutdownNow()).hasSize(1);
		assertThat(stuck).failsWithin(Duration.ofMinutes(1));
	}

	private void see() {
		this.seen.set(SpanContext.current());
	}

	private static List<SpanContext> results(List<Future<SpanContext>> futures) throws Exception {
		List<SpanContext> results = new ArrayList<>();
		for (Future<SpanContext> future : futures) {
			results.add(future.get());
		}
		return results;
	}

}
