package ai.prefactor.context;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SpanContextTests {

	private static final SpanContext OUTER = TestSpanContext.of(1);

	private static final SpanContext INNER = TestSpanContext.of(2);

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	@AfterEach
	void nothingIsLeftCurrent() throws Exception {
		assertThat(SpanContext.current()).isNull();
		assertThat(currentOfExecutor()).isNull();
		this.executor.shutdownNow();
	}

	@Test
	void currentWhenNothingWasMadeCurrentShouldBeNull() {
		assertThat(SpanContext.current()).isNull();
	}

	@Test
	void makeCurrentShouldNest() {
		try (SpanScope outer = OUTER.makeCurrent()) {
			assertThat(SpanContext.current()).isSameAs(OUTER);
			try (SpanScope inner = INNER.makeCurrent()) {
				assertThat(SpanContext.current()).isSameAs(INNER);
			}
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void makeCurrentWhenItIsCurrentAlreadyShouldNest() {
		try (SpanScope outer = OUTER.makeCurrent()) {
			OUTER.makeCurrent().close();
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void makeCurrentShouldConcernTheCallingThreadOnly() throws Exception {
		try (SpanScope scope = OUTER.makeCurrent()) {
			assertThat(currentOfExecutor()).isNull();
		}
	}

	@Test
	void currentWhenThreadIsNewShouldNotBeInherited() throws Exception {
		AtomicReference<SpanContext> seen = new AtomicReference<>(INNER);
		try (SpanScope scope = OUTER.makeCurrent()) {
			Thread thread = new Thread(() -> seen.set(SpanContext.current()));
			thread.start();
			thread.join();
		}
		assertThat(seen).hasNullValue();
	}

	@Test
	void wrapWhenRunnableShouldCarryTheContext() throws Exception {
		AtomicReference<SpanContext> seen = new AtomicReference<>();
		Runnable wrapped;
		try (SpanScope scope = OUTER.makeCurrent()) {
			wrapped = SpanContext.wrap(() -> seen.set(SpanContext.current()));
		}
		this.executor.submit(wrapped).get();
		assertThat(seen).hasValue(OUTER);
	}

	@Test
	void wrapWhenCallableShouldCarryTheContext() throws Exception {
		Callable<SpanContext> task = SpanContext::current;
		Callable<SpanContext> wrapped;
		try (SpanScope scope = OUTER.makeCurrent()) {
			wrapped = SpanContext.wrap(task);
		}
		assertThat(this.executor.submit(wrapped).get()).isSameAs(OUTER);
	}

	@Test
	void wrapWhenSupplierShouldCarryTheContext() {
		Supplier<SpanContext> supplier = SpanContext::current;
		Supplier<SpanContext> wrapped;
		try (SpanScope scope = OUTER.makeCurrent()) {
			wrapped = SpanContext.wrapSupplier(supplier);
		}
		assertThat(CompletableFuture.supplyAsync(wrapped, this.executor).join()).isSameAs(OUTER);
	}

	@Test
	void supplyAsyncWhenSupplierIsNotWrappedShouldLoseTheContext() {
		try (SpanScope scope = OUTER.makeCurrent()) {
			assertThat(CompletableFuture.supplyAsync(SpanContext::current, this.executor).join()).isNull();
		}
	}

	@Test
	void wrapWhenRunTwiceShouldCarryTheContextTwice() throws Exception {
		Callable<SpanContext> task = SpanContext::current;
		Callable<SpanContext> wrapped;
		try (SpanScope scope = OUTER.makeCurrent()) {
			wrapped = SpanContext.wrap(task);
		}
		assertThat(wrapped.call()).isSameAs(OUTER);
		assertThat(wrapped.call()).isSameAs(OUTER);
	}

	@Test
	void wrapShouldGiveBackWhatTheThreadHad() {
		Runnable wrapped;
		try (SpanScope scope = INNER.makeCurrent()) {
			wrapped = SpanContext.wrap(() -> {
			});
		}
		try (SpanScope scope = OUTER.makeCurrent()) {
			wrapped.run();
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void wrapWhenNothingIsCurrentShouldClearDuringTheRun() throws Exception {
		Callable<SpanContext> task = SpanContext::current;
		Callable<SpanContext> wrapped = SpanContext.wrap(task);
		try (SpanScope scope = OUTER.makeCurrent()) {
			assertThat(wrapped.call()).isNull();
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void wrapWhenTaskThrowsShouldPassItOnAndRestore() {
		IllegalStateException failure = new IllegalStateException("expected");
		Runnable wrapped;
		try (SpanScope scope = INNER.makeCurrent()) {
			wrapped = SpanContext.wrap((Runnable) () -> {
				throw failure;
			});
		}
		try (SpanScope scope = OUTER.makeCurrent()) {
			assertThatIllegalStateException().isThrownBy(wrapped::run).isSameAs(failure);
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void wrapWhenTaskLeavesAScopeOpenShouldRestore() throws Exception {
		Runnable wrapped = SpanContext.wrap((Runnable) OUTER::makeCurrent);
		this.executor.submit(wrapped).get();
		assertThat(currentOfExecutor()).isNull();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void wrapWhenThreadIsVirtualShouldCarryTheContext() throws Exception {
		Callable<SpanContext> task = SpanContext::current;
		Method factory = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
		ExecutorService virtual = (ExecutorService) factory.invoke(null);
		try (SpanScope scope = OUTER.makeCurrent()) {
			assertThat(virtual.submit(task).get()).isNull();
			assertThat(virtual.submit(SpanContext.wrap(task)).get()).isSameAs(OUTER);
		}
		finally {
			virtual.shutdownNow();
		}
	}

	private SpanContext currentOfExecutor() throws ExecutionException, InterruptedException {
		return this.executor.submit(SpanContext::current).get();
	}

}
