package ai.prefactor.context;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

import static org.assertj.core.api.Assertions.assertThat;

class SpanContextThreadLocalAccessorTests {

	private static final SpanContext OUTER = TestSpanContext.of(1);

	private static final SpanContext INNER = TestSpanContext.of(2);

	private static final Callable<SpanContext> CURRENT = SpanContext::current;

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();

	private final ContextSnapshotFactory clearing = ContextSnapshotFactory.builder().clearMissing(true).build();

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	@AfterEach
	void nothingIsLeftCurrent() throws Exception {
		assertThat(SpanContext.current()).isNull();
		assertThat(this.executor.submit(CURRENT).get()).isNull();
		this.executor.shutdownNow();
	}

	@Test
	void accessorShouldBeFoundAsService() {
		assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
			.filteredOn((accessor) -> SpanContext.KEY.equals(accessor.key()))
			.singleElement()
			.isInstanceOf(SpanContextThreadLocalAccessor.class);
	}

	@Test
	void snapshotShouldCarryTheContextToAnotherThread() throws Exception {
		assertThat(this.executor.submit(snapshotOf(OUTER).wrap(CURRENT)).get()).isSameAs(OUTER);
	}

	@Test
	void snapshotShouldGiveBackWhatTheThreadHad() throws Exception {
		ContextSnapshot snapshot = snapshotOf(INNER);
		try (SpanScope scope = OUTER.makeCurrent()) {
			assertThat(snapshot.wrap(CURRENT).call()).isSameAs(INNER);
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void snapshotWhenNestedShouldUnwindStepByStep() {
		ContextSnapshot outer = snapshotOf(OUTER);
		ContextSnapshot inner = snapshotOf(INNER);
		try (ContextSnapshot.Scope first = outer.setThreadLocals()) {
			try (ContextSnapshot.Scope second = inner.setThreadLocals()) {
				try (ContextSnapshot.Scope third = outer.setThreadLocals()) {
					assertThat(SpanContext.current()).isSameAs(OUTER);
				}
				assertThat(SpanContext.current()).isSameAs(INNER);
			}
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void snapshotWhenEmptyShouldKeepTheContext() throws Exception {
		ContextSnapshot empty = this.snapshots.captureAll();
		try (SpanScope scope = OUTER.makeCurrent()) {
			assertThat(empty.wrap(CURRENT).call()).isSameAs(OUTER);
		}
	}

	@Test
	void snapshotWhenEmptyAndClearingShouldClearDuringTheRun() throws Exception {
		ContextSnapshot empty = this.clearing.captureAll();
		try (SpanScope scope = OUTER.makeCurrent()) {
			assertThat(empty.wrap(CURRENT).call()).isNull();
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void snapshotWhenClearingTwiceShouldUnwindStepByStep() {
		ContextSnapshot empty = this.clearing.captureAll();
		try (ContextSnapshot.Scope first = snapshotOf(OUTER).setThreadLocals()) {
			try (ContextSnapshot.Scope second = empty.setThreadLocals()) {
				empty.setThreadLocals().close();
				assertThat(SpanContext.current()).isNull();
			}
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void restoreWhenScopeInsideWasLeftOpenShouldEndItToo() throws Exception {
		this.executor.submit(snapshotOf(OUTER).wrap((Runnable) INNER::makeCurrent)).get();
		assertThat(this.executor.submit(CURRENT).get()).isNull();
	}

	@Test
	void restoreWhenScopeAroundWasClosedShouldNotBringItBack() {
		SpanScope outer = OUTER.makeCurrent();
		try (ContextSnapshot.Scope scope = snapshotOf(INNER).setThreadLocals()) {
			outer.close();
		}
		assertThat(SpanContext.current()).isNull();
	}

	@Test
	void restoreWhenScopeBetweenWasClosedShouldKeepWhatIsAround() {
		try (ContextSnapshot.Scope first = snapshotOf(OUTER).setThreadLocals()) {
			SpanScope between = INNER.makeCurrent();
			try (ContextSnapshot.Scope second = snapshotOf(TestSpanContext.of(3)).setThreadLocals()) {
				between.close();
			}
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void taskDecoratorShouldCarryTheContext() throws Exception {
		AtomicReference<SpanContext> seen = new AtomicReference<>();
		Runnable decorated;
		try (SpanScope scope = OUTER.makeCurrent()) {
			decorated = new ContextPropagatingTaskDecorator().decorate(() -> seen.set(SpanContext.current()));
		}
		this.executor.submit(decorated).get();
		assertThat(seen).hasValue(OUTER);
	}

	private ContextSnapshot snapshotOf(SpanContext context) {
		try (SpanScope scope = context.makeCurrent()) {
			return this.snapshots.captureAll();
		}
	}

}
