package ai.prefactor.trace.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.retry.annotation.EnableRetry;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import ai.prefactor.context.SpanContext;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Traced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Where the advice of traced methods stands among that of others.
 */
class TracedAdvicePlacementTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, TracedAutoConfiguration.class))
		.withUserConfiguration(TracingConfiguration.class);

	@Test
	void spanShouldEndAfterTheTransaction() {
		this.runner.withUserConfiguration(Transactions.class).run((context) -> {
			context.getBean(Accounts.class).add("one");
			assertThat(context.getBean(Accounts.class).count()).isEqualTo(1);
			assertThat(context.getBean(Accounts.class).wasInTransaction()).isTrue();
			assertThat(context.getBean(Transactions.class).spansAtCommit).hasValue(0);
			assertThat(context.getBean(Tracing.class).spans("add")).hasSize(1);
		});
	}

	@Test
	void transactionShouldBeRolledBackWhenTheMethodThrows() {
		this.runner.withUserConfiguration(Transactions.class).run((context) -> {
			Accounts accounts = context.getBean(Accounts.class);
			assertThatThrownBy(() -> accounts.addAndFail("one")).isInstanceOf(IllegalStateException.class);
			assertThat(accounts.count()).isZero();
			assertThat(context.getBean(Tracing.class).span("addAndFail").status()).isEqualTo(SpanStatus.FAILED);
		});
	}

	@Test
	void failingCommitShouldFailTheSpan() {
		this.runner.withUserConfiguration(Transactions.class).run((context) -> {
			context.getBean(Transactions.class).commitFails = true;
			assertThatThrownBy(() -> context.getBean(Accounts.class).add("one"))
				.isInstanceOf(IllegalStateException.class);
			assertThat(context.getBean(Tracing.class).span("add").status()).isEqualTo(SpanStatus.FAILED);
		});
	}

	@Test
	void spanShouldRunOnTheThreadOfTheAsynchronousMethod() {
		this.runner.withUserConfiguration(Asynchronous.class).run((context) -> {
			Worker worker = context.getBean(Worker.class);
			Tracing tracing = context.getBean(Tracing.class);
			tracing.tracer.run(SpanSpec.of("caller", SpanKind.AGENT), () -> worker.work("in").join());
			SpanData span = tracing.span("work");
			assertThat(worker.thread()).startsWith("worker-");
			assertThat(worker.current()).isEqualTo(span.id());
			assertThat(span.inputs().toJson()).isEqualTo("{\"value\":\"in\"}");
			assertThat(span.outputs().toJson()).isEqualTo("{\"result\":\"out\"}");
			assertThat(tracing.parentOf("work")).isEqualTo("caller");
		});
	}

	@Test
	void asynchronousMethodWithoutPropagationShouldOpenItsOwnRun() {
		this.runner.withUserConfiguration(Asynchronous.class).run((context) -> {
			Tracing tracing = context.getBean(Tracing.class);
			tracing.tracer.run(SpanSpec.of("caller", SpanKind.AGENT),
					() -> context.getBean(Worker.class).workElsewhere().join());
			assertThat(tracing.parentOf("workElsewhere")).isNull();
			assertThat(tracing.registered()).hasSize(2);
		});
	}

	@Test
	void cachedResultShouldBeSpan() {
		this.runner.withUserConfiguration(Caching.class).run((context) -> {
			Prices prices = context.getBean(Prices.class);
			assertThat(prices.price("tea")).isEqualTo(1);
			assertThat(prices.price("tea")).isEqualTo(1);
			assertThat(context.getBean(Tracing.class).spans("price")).hasSize(2);
		});
	}

	@Test
	void attemptsOfSpringRetryShouldBeOneSpan() {
		this.runner.withUserConfiguration(SpringRetry.class).run((context) -> {
			assertThat(context.getBean(Flaky.class).callBySpringRetry()).isEqualTo(3);
			assertThat(context.getBean(Tracing.class).span("callBySpringRetry").outputs().toJson())
				.isEqualTo("{\"result\":3}");
		});
	}

	@Test
	void attemptsOfSpringFrameworkShouldBeOneSpan() {
		this.runner.withUserConfiguration(Resilience.class).run((context) -> {
			assertThat(context.getBean(Flaky.class).callByFramework()).isEqualTo(3);
			assertThat(context.getBean(Tracing.class).span("callByFramework").outputs().toJson())
				.isEqualTo("{\"result\":3}");
		});
	}

	@Test
	void reactiveAttemptsOfSpringFrameworkShouldBeOneSpan() {
		this.runner.withUserConfiguration(Resilience.class).run((context) -> {
			assertThat(context.getBean(Flaky.class).callReactively().block()).isEqualTo(3);
			assertThat(context.getBean(Tracing.class).spans("callReactively")).hasSize(1);
		});
	}

	@Test
	void attemptsShouldBeOneSpanInsideAsynchronousMethod() {
		this.runner.withUserConfiguration(Resilience.class, Asynchronous.class).run((context) -> {
			Flaky flaky = context.getBean(Flaky.class);
			assertThat(flaky.callAsynchronously().join()).isEqualTo(3);
			assertThat(context.getBean(Tracing.class).span("callAsynchronously").status())
				.isEqualTo(SpanStatus.COMPLETE);
			assertThat(flaky.thread()).startsWith("worker-");
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Transactions {

		final AtomicInteger spansAtCommit = new AtomicInteger(-1);

		volatile boolean commitFails;

		@Bean(destroyMethod = "shutdown")
		DataSource dataSource() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

		@Bean
		PlatformTransactionManager transactionManager(DataSource dataSource, Tracing tracing) {
			return new DataSourceTransactionManager(dataSource) {

				@Override
				protected void doCommit(DefaultTransactionStatus status) {
					if (Transactions.this.commitFails) {
						throw new IllegalStateException("commit");
					}
					Transactions.this.spansAtCommit.compareAndSet(-1, tracing.spans().size());
					super.doCommit(status);
				}

			};
		}

		@Bean
		Accounts accounts(DataSource dataSource) {
			return new Accounts(new JdbcTemplate(dataSource));
		}

	}

	static class Accounts {

		private final JdbcTemplate jdbc;

		private boolean wasInTransaction;

		protected Accounts(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
			jdbc.execute("create table account (name varchar(20))");
		}

		@Traced
		@Transactional
		public void add(String name) {
			this.wasInTransaction = TransactionSynchronizationManager.isActualTransactionActive();
			this.jdbc.update("insert into account values (?)", name);
		}

		@Traced
		@Transactional
		public void addAndFail(String name) {
			add(name);
			throw new IllegalStateException("after the insert");
		}

		public boolean wasInTransaction() {
			return this.wasInTransaction;
		}

		public @Nullable Integer count() {
			return this.jdbc.queryForObject("select count(*) from account", Integer.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Asynchronous {

		@Bean
		TaskExecutor taskExecutor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setThreadNamePrefix("worker-");
			executor.setTaskDecorator(new ContextPropagatingTaskDecorator());
			return executor;
		}

		@Bean(destroyMethod = "shutdown")
		Executor elsewhere() {
			return Executors.newSingleThreadExecutor();
		}

		@Bean
		Worker worker() {
			return new Worker();
		}

	}

	static class Worker {

		private volatile String thread = "";

		private volatile @Nullable Object current;

		@Async("taskExecutor")
		@Traced
		public CompletableFuture<String> work(String value) {
			this.thread = Thread.currentThread().getName();
			this.current = SpanContext.current().spanId();
			return CompletableFuture.completedFuture("out");
		}

		public String thread() {
			return this.thread;
		}

		public @Nullable Object current() {
			return this.current;
		}

		@Async("elsewhere")
		@Traced
		public CompletableFuture<String> workElsewhere() {
			return CompletableFuture.completedFuture("out");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Caching {

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

		@Bean
		Prices prices() {
			return new Prices();
		}

	}

	static class Prices {

		private int calls;

		@Traced
		@Cacheable("prices")
		public int price(String name) {
			return ++this.calls;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableRetry
	static class SpringRetry {

		@Bean
		Flaky flaky() {
			return new Flaky();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods
	static class Resilience {

		@Bean
		Flaky flaky() {
			return new Flaky();
		}

	}

	static class Flaky {

		private final AtomicInteger attempts = new AtomicInteger();

		private volatile String thread = "";

		@Traced
		@org.springframework.retry.annotation.Retryable(maxAttempts = 3,
				backoff = @org.springframework.retry.annotation.Backoff(delay = 1))
		public int callBySpringRetry() {
			return attempt();
		}

		@Traced
		@org.springframework.resilience.annotation.Retryable(delay = 1)
		public int callByFramework() {
			return attempt();
		}

		@Traced
		@org.springframework.resilience.annotation.Retryable(delay = 1)
		public Mono<Integer> callReactively() {
			return Mono.fromSupplier(this::attempt);
		}

		@Traced
		@Async("taskExecutor")
		@org.springframework.resilience.annotation.Retryable(delay = 1)
		public CompletableFuture<Integer> callAsynchronously() {
			this.thread = Thread.currentThread().getName();
			return CompletableFuture.completedFuture(attempt());
		}

		public String thread() {
			return this.thread;
		}

		private int attempt() {
			int attempt = this.attempts.incrementAndGet();
			if (attempt < 3) {
				throw new IllegalStateException("attempt " + attempt);
			}
			return attempt;
		}

	}

}
