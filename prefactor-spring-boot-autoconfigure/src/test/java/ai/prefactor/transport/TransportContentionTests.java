package ai.prefactor.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.TransportAction;
import ai.prefactor.api.Operation;
import ai.prefactor.http.PrefactorConnectionException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads, many runs, faults at random: the books balance, and the platform sees
 * every run in order.
 */
@Timeout(180)
class TransportContentionTests {

	private static final int THREADS = 8;

	private static final int RUNS = 20;

	private final Queue<CreateSpan> submitted = new ConcurrentLinkedQueue<>();

	private final Queue<TestRun> runs = new ConcurrentLinkedQueue<>();

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

	@AfterEach
	void close() {
		this.executor.shutdownNow();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void everythingShouldArriveInOrderAndBeCountedOnce(long seed) throws Exception {
		try (TestTransport tested = new TestTransport(100_000, 1 << 26, 4)) {
			misbehave(tested.platform(), new Random(seed));
			tested.start();
			await(submitFromManyThreads(tested, seed, new CountDownLatch(1)));
			assertThat(tested.transport().flush(Duration.ofMinutes(2))).isTrue();
			assertThatTheBooksBalance(tested);
			assertThat(tested.platform().violations()).isEmpty();
			assertThat(tested.platform().instances()).hasSize(THREADS * RUNS)
				.allSatisfy((run, status) -> assertThat(status).isEqualTo("complete"));
			assertThat(tested.platform().spans()).hasSize((int) tested.counts().delivered())
				.noneMatch((row) -> "active".equals(row.status()));
			assertThat(tested.transport().status().queue().bytes()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 4, 5, 6 })
	void aStopInTheMiddleShouldLeaveNothingUncounted(long seed) throws Exception {
		TestTransport tested = new TestTransport(300, 1 << 18, 4);
		misbehave(tested.platform(), new Random(seed));
		tested.start();
		CountDownLatch half = new CountDownLatch(THREADS * RUNS / 2);
		List<Future<?>> threads = submitFromManyThreads(tested, seed, half);
		half.await();
		tested.transport().stop(Duration.ofMillis(20));
		await(threads);
		assertThatTheBooksBalance(tested);
		assertThat(tested.platform().violations()).isEmpty();
		assertThat(tested.counts().delivered()).as("what counts as delivered is there")
			.isLessThanOrEqualTo(tested.platform().spans().size());
		assertThat(tested.transport().status().queue().depth()).isZero();
	}

	private List<Future<?>> submitFromManyThreads(TestTransport tested, long seed, CountDownLatch progress) {
		List<Future<?>> futures = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Random random = new Random(seed * THREADS + i);
			futures.add(this.executor.submit(() -> {
				for (int j = 0; j < RUNS; j++) {
					submitRun(tested, random);
					progress.countDown();
				}
			}));
		}
		return futures;
	}

	private void submitRun(TestTransport tested, Random random) {
		TestRun run = new TestRun();
		this.runs.add(run);
		tested.submit(run.register(), run.start());
		List<TestRun.Span> open = new ArrayList<>();
		int spans = 1 + random.nextInt(12);
		for (int i = 0; i < spans; i++) {
			open.add(run.span("span", open.isEmpty() ? null : open.get(random.nextInt(open.size()))));
			if (random.nextBoolean()) {
				submit(tested, open.remove(random.nextInt(open.size())).end());
			}
		}
		while (!open.isEmpty()) {
			submit(tested, open.remove(random.nextInt(open.size())).end());
		}
		tested.submit(run.finish());
	}

	private void submit(TestTransport tested, CreateSpan action) {
		this.submitted.add(action);
		tested.submit(action);
	}

	/**
	 * Refuses some spans for good, and any request for now; some answers are lost.
	 */
	private static void misbehave(FakePlatform platform, Random random) {
		platform.before((call) -> {
			if (call.operation() == Operation.CREATE_SPAN && call.subject().hashCode() % 11 == 0) {
				throw Failures.status(422);
			}
			switch (random.nextInt(40)) {
				case 0 -> throw Failures.status(503);
				case 1 -> throw Failures.connection(Kind.CONNECT);
				case 2 -> throw Failures.html(502);
				default -> {
				}
			}
		});
		platform.after((call) -> {
			if (random.nextInt(40) == 0) {
				throw Failures.connection(Kind.TIMEOUT);
			}
		});
	}

	private void assertThatTheBooksBalance(TestTransport tested) {
		TransportStatus.Counts counts = tested.counts();
		assertThat(counts.delivered() + counts.lostTotal() + counts.unknown()).isEqualTo(this.submitted.size());
		Map<String, List<String>> outcomes = tested.listener().outcomes();
		assertThat(this.submitted).allSatisfy((action) -> assertThatThereIsOneOutcome(outcomes, action));
		for (TestRun run : this.runs) {
			assertThatThereIsOneOutcome(outcomes, run.register());
			assertThatThereIsOneOutcome(outcomes, run.start());
			assertThatThereIsOneOutcome(outcomes, run.finish());
		}
	}

	private static void assertThatThereIsOneOutcome(Map<String, List<String>> outcomes, TransportAction action) {
		assertThat(outcomes.getOrDefault(action.idempotencyKey(), List.of())).as(action.idempotencyKey()).hasSize(1);
	}

	private static void await(List<Future<?>> futures) throws Exception {
		for (Future<?> future : futures) {
			future.get();
		}
	}

}
