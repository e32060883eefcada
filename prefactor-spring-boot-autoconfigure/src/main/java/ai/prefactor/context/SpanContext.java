package ai.prefactor.context;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

import ai.prefactor.id.Pfid;

/**
 * Where new spans belong: a run, and in it the span that becomes their parent. At most
 * one context is current on a thread.
 * <p>
 * Other threads do not inherit it. It follows the work through the {@code wrap} methods,
 * through whatever carries Micrometer's context propagation
 * ({@code spring.task.execution.propagate-context} for {@code @Async},
 * {@code spring.reactor.context-propagation=auto} for Reactor), and through the Reactor
 * context by {@link ReactorSpanContext}.
 * <p>
 * Implementations are safe for use by many threads.
 *
 * @since 0.1.0
 */
public interface SpanContext {

	/**
	 * The key of the context in Micrometer's context propagation and in Reactor's
	 * context.
	 */
	String KEY = "prefactor.span";

	/**
	 * The run that new spans belong to.
	 * @return the run's id
	 */
	Pfid runId();

	/**
	 * The span that new spans become children of.
	 * @return the span's id, or {@code null} if new spans become roots in the run
	 */
	@Nullable Pfid spanId();

	/**
	 * Makes this context current on the calling thread, until the scope is closed on the
	 * same thread.
	 * @return the scope
	 */
	default SpanScope makeCurrent() {
		return SpanFrame.open(this);
	}

	/**
	 * Makes a context current on the calling thread, or lets none be current, until the
	 * scope is closed on the same thread.
	 * @param context the context, or {@code null} for none
	 * @return the scope
	 */
	static SpanScope makeCurrentOrNone(@Nullable SpanContext context) {
		return SpanFrame.open(context);
	}

	/**
	 * The context that is current on the calling thread.
	 * @return the context, or {@code null} if there is none
	 */
	static @Nullable SpanContext current() {
		return SpanFrame.current();
	}

	/**
	 * Binds a task to the context that is current now, even to none. The thread that runs
	 * it gets back what it had before.
	 * @param task the task
	 * @return the task, to be run any number of times, on any thread
	 */
	static Runnable wrap(Runnable task) {
		Assert.notNull(task, "'task' must not be null");
		SpanContext captured = current();
		return () -> {
			try (SpanFrame ignored = SpanFrame.open(captured)) {
				task.run();
			}
		};
	}

	/**
	 * Binds a task to the context that is current now, even to none. The thread that runs
	 * it gets back what it had before.
	 * @param <T> what the task returns
	 * @param task the task
	 * @return the task, to be called any number of times, on any thread
	 */
	static <T> Callable<T> wrap(Callable<T> task) {
		Assert.notNull(task, "'task' must not be null");
		SpanContext captured = current();
		return () -> {
			try (SpanFrame ignored = SpanFrame.open(captured)) {
				return task.call();
			}
		};
	}

	/**
	 * Binds a supplier to the context that is current now, even to none. The thread that
	 * asks it gets back what it had before. Its name differs from
	 * {@link #wrap(Callable)}, so that a lambda that returns a value fits one of them.
	 * @param <T> what the supplier supplies
	 * @param supplier the supplier
	 * @return the supplier, to be asked any number of times, on any thread
	 */
	static <T> Supplier<T> wrapSupplier(Supplier<T> supplier) {
		Assert.notNull(supplier, "'supplier' must not be null");
		SpanContext captured = current();
		return () -> {
			try (SpanFrame ignored = SpanFrame.open(captured)) {
				return supplier.get();
			}
		};
	}

	/**
	 * Binds each task of an executor to the context that is current when the task is
	 * handed over, even to none. So one wrapped executor serves every run.
	 * @param executor the executor
	 * @return the executor that binds
	 */
	static Executor wrap(Executor executor) {
		Assert.notNull(executor, "'executor' must not be null");
		return (task) -> executor.execute(wrap(task));
	}

	/**
	 * Binds each task of an executor to the context that is current when the task is
	 * handed over, even to none. So one wrapped executor serves every run.
	 * @param executor the executor, which shutting down the result shuts down
	 * @return the executor that binds
	 */
	static ExecutorService wrap(ExecutorService executor) {
		Assert.notNull(executor, "'executor' must not be null");
		return new SpanContextExecutorService(executor);
	}

}
