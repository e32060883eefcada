package ai.prefactor.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for scopes that are closed in another order, at another time or in another place
 * than they should be.
 */
class SpanScopeTests {

	private static final SpanContext OUTER = TestSpanContext.of(1);

	private static final SpanContext MIDDLE = TestSpanContext.of(2);

	private static final SpanContext INNER = TestSpanContext.of(3);

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	@AfterEach
	void nothingIsLeftCurrent() throws Exception {
		assertThat(SpanContext.current()).isNull();
		assertThat(this.executor.submit(SpanContext::current).get()).isNull();
		this.executor.shutdownNow();
	}

	@Test
	void closeWhenClosedShouldDoNothing() {
		try (SpanScope outer = OUTER.makeCurrent()) {
			SpanScope inner = INNER.makeCurrent();
			inner.close();
			inner.close();
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void closeWhenClosedAndAnotherScopeWasOpenedShouldDoNothing() {
		SpanScope first = OUTER.makeCurrent();
		first.close();
		try (SpanScope second = INNER.makeCurrent()) {
			first.close();
			assertThat(SpanContext.current()).isSameAs(INNER);
		}
	}

	@Test
	void closeWhenInnerScopesAreOpenShouldEndThemToo() {
		try (SpanScope outer = OUTER.makeCurrent()) {
			SpanScope middle = MIDDLE.makeCurrent();
			SpanScope inner = INNER.makeCurrent();
			middle.close();
			assertThat(SpanContext.current()).isSameAs(OUTER);
			inner.close();
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void closeWhenInnerScopeIsNeverClosedShouldRestore() {
		try (SpanScope outer = OUTER.makeCurrent()) {
			try (SpanScope middle = MIDDLE.makeCurrent()) {
				SpanScope leaked = INNER.makeCurrent();
				assertThat(leaked).isNotNull();
			}
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void closeWhenOnAnotherThreadShouldDoNothing() throws Exception {
		SpanScope outer = OUTER.makeCurrent();
		this.executor.submit(() -> {
			try (SpanScope inner = INNER.makeCurrent()) {
				outer.close();
				assertThat(SpanContext.current()).isSameAs(INNER);
			}
		}).get();
		assertThat(SpanContext.current()).isSameAs(OUTER);
		outer.close();
	}

	@Test
	void closeWhenOnAnotherThreadShouldBeLoggedOnceAtDebug() throws Exception {
		Logger logger = (Logger) LoggerFactory.getLogger(SpanFrame.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		Level level = logger.getLevel();
		logger.setLevel(Level.DEBUG);
		logger.setAdditive(false);
		logger.addAppender(appender);
		appender.start();
		try (SpanScope scope = OUTER.makeCurrent()) {
			this.executor.submit(scope::close).get();
			this.executor.submit(scope::close).get();
		}
		finally {
			logger.detachAppender(appender);
			logger.setAdditive(true);
			logger.setLevel(level);
		}
		assertThat(appender.list).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.DEBUG);
			assertThat(event.getFormattedMessage()).contains(Thread.currentThread().getName(),
					OUTER.spanId().toString());
		});
	}

	@Test
	void closeWhenInAnyOrderAndRepeatedlyShouldKeepToWhatIsOpen() {
		Random random = new Random(11);
		List<SpanContext> open = new ArrayList<>();
		List<SpanScope> scopes = new ArrayList<>();
		List<SpanContext> contexts = new ArrayList<>();
		for (int step = 0; step < 20_000; step++) {
			if (random.nextInt(3) > 0 && open.size() < 50) {
				SpanContext context = TestSpanContext.of(step);
				open.add(context);
				contexts.add(context);
				scopes.add(context.makeCurrent());
			}
			else if (!scopes.isEmpty()) {
				int chosen = random.nextInt(Math.max(0, scopes.size() - 60), scopes.size());
				scopes.get(chosen).close();
				int place = open.indexOf(contexts.get(chosen));
				open.subList((place < 0) ? open.size() : place, open.size()).clear();
			}
			assertThat(SpanContext.current()).isSameAs(open.isEmpty() ? null : open.get(open.size() - 1));
		}
		scopes.forEach(SpanScope::close);
	}

	@Test
	void makeCurrentWhenScopesAreNeverClosedShouldForgetThem() {
		SpanScope first = OUTER.makeCurrent();
		for (int i = 1; i < SpanFrame.MAX_DEPTH; i++) {
			SpanScope leaked = MIDDLE.makeCurrent();
			assertThat(leaked).isNotNull();
		}
		try (SpanScope scope = INNER.makeCurrent()) {
			assertThat(SpanContext.current()).isSameAs(INNER);
			first.close();
			assertThat(SpanContext.current()).isSameAs(INNER);
		}
	}

	@Test
	void makeCurrentWhenAtTheLimitShouldForgetNothing() {
		try (SpanScope first = OUTER.makeCurrent()) {
			for (int i = 2; i < SpanFrame.MAX_DEPTH; i++) {
				SpanScope leaked = MIDDLE.makeCurrent();
				assertThat(leaked).isNotNull();
			}
			INNER.makeCurrent().close();
			assertThat(SpanContext.current()).isSameAs(MIDDLE);
		}
	}

}
