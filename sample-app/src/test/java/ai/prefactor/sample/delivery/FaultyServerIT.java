package ai.prefactor.sample.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.support.Fault;
import ai.prefactor.support.ScriptedServer;
import ai.prefactor.support.ScriptedServer.Request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged application, pointed at a server that fails again and again. A second
 * process, pointed at a server that is well, gets the same questions in turns: what an
 * answer took in either is logged, and must not differ much.
 */
class FaultyServerIT {

	private static final Logger logger = LoggerFactory.getLogger(FaultyServerIT.class);

	private static final int WARM_UP = 60;

	private static final int ASKED = Integer.getInteger("sample.asks", 100);

	private static final List<String> QUESTIONS = List.of("How do I trace a method of my bean?",
			"What happens when the queue is full?", "How do I run my tests without a token?");

	private final ScriptedServer well = new ScriptedServer();

	private final ScriptedServer faulty = new ScriptedServer();

	private final AtomicInteger posts = new AtomicInteger();

	@TempDir
	private Path directory;

	private SampleProcess calm;

	private SampleProcess tested;

	@BeforeEach
	void start() {
		this.faulty.script(this::trouble);
		this.calm = SampleProcess.start(this.directory, this.well);
		this.tested = SampleProcess.start(this.directory, this.faulty);
	}

	@AfterEach
	void stop() {
		this.tested.close();
		this.calm.close();
		this.faulty.close();
		this.well.close();
	}

	@Test
	void askShouldDeliverEveryRunOnceAndCountTheRetries() {
		askInTurns(WARM_UP);
		long[][] times = askInTurns(ASKED);
		Deliveries deliveries = new Deliveries(this.faulty);
		long askedAt = System.nanoTime();
		deliveries.awaitRuns(SampleProcess.OWN_QUESTIONS + WARM_UP + ASKED);
		logger.info(
				"/ask, p50 and p95 of {}: {} ms and {} ms while the server is well, {} ms and {} ms while it fails "
						+ "({} of {} requests came again, the last {} s after the last answer)",
				ASKED, percentile(times[0], 50), percentile(times[0], 95), percentile(times[1], 50),
				percentile(times[1], 95), deliveries.repetitions(), this.posts,
				Duration.ofNanos(System.nanoTime() - askedAt).toSeconds());
		deliveries.assertWhole();
		deliveries.assertInOrder();
		assertThat(deliveries.repetitions()).isPositive();
		await().atMost(Deliveries.PATIENCE)
			.untilAsserted(
					() -> assertThat(this.tested.meter("prefactor.retries")).isEqualTo(deliveries.repetitions()));
		long arrived = deliveries.spans().values().stream().mapToLong(List::size).sum();
		await().atMost(Deliveries.PATIENCE)
			.untilAsserted(
					() -> assertThat(this.tested.meter("prefactor.spans?tag=outcome:delivered")).isEqualTo(arrived));
		assertThat(this.tested.meter("prefactor.spans")).isEqualTo(arrived);
	}

	/**
	 * Of 150 requests the first two get a 503, one is done but not answered, and one
	 * comes too early.
	 */
	private @Nullable Fault trouble(Request request) {
		if (request.method().equals("GET")) {
			return null;
		}
		return switch (this.posts.incrementAndGet() % 150) {
			case 1, 2 -> Fault.status(503);
			case 50 -> Fault.dropAfter();
			case 100 -> Fault.rateLimited(1);
			default -> null;
		};
	}

	/**
	 * Asks both processes in turns.
	 * @return what each answer took, in nanoseconds
	 */
	private long[][] askInTurns(int count) {
		long[][] times = new long[2][count];
		for (int i = 0; i < count; i++) {
			String question = QUESTIONS.get(i % QUESTIONS.size());
			times[0][i] = timeOf(this.calm, question);
			times[1][i] = timeOf(this.tested, question);
		}
		return times;
	}

	private static long timeOf(SampleProcess application, String question) {
		long start = System.nanoTime();
		assertThat(application.ask(question).statusCode()).isEqualTo(200);
		return System.nanoTime() - start;
	}

	private static double percentile(long[] nanos, int percent) {
		long[] sorted = nanos.clone();
		Arrays.sort(sorted);
		return Math.round(sorted[(sorted.length * percent + 99) / 100 - 1] / 10_000.0) / 100.0;
	}

}
