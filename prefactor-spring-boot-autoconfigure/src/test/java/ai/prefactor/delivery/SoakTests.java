package ai.prefactor.delivery;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.support.ScriptedServer;
import ai.prefactor.transport.DropReason;
import ai.prefactor.transport.TransportStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many runs in bad weather: in the end every span is accounted for, the server agrees,
 * and nothing has piled up. Takes {@code -Dsoak.duration}, such as {@code PT10M}: what is
 * in use on the heap tells something only after more than a minute. With
 * {@code -Dsoak.seed} the weather is another one.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SoakTests {

	private static final Logger logger = LoggerFactory.getLogger(SoakTests.class);

	private static final int PRODUCERS = 3;

	private static final int WARM_UP = 2;

	private static final int FAULTS_PER_ROUND = 40;

	private static final int SAMPLES = 5;

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Duration duration = Duration.parse(System.getProperty("soak.duration", "PT12S"));

	private final long seed = Long.getLong("soak.seed", 1);

	private final Random random = new Random(this.seed);

	private final RandomWeather weather = new RandomWeather(this.seed);

	private final ScriptedServer server = new ScriptedServer();

	private final List<Footprint> footprints = new ArrayList<>();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void everySpanShouldBeAccountedFor() {
		logger.info("The soak takes {} with -Dsoak.seed={}", this.duration, this.seed);
		this.server.script(this.weather);
		long start = System.nanoTime();
		TracedApplication application = new TracedApplication(this.server, "prefactor.queue.capacity=300",
				"prefactor.api.request-timeout=300ms");
		while (System.nanoTime() - start < this.duration.toNanos() || this.footprints.size() <= WARM_UP) {
			round(application);
			application.flush();
			await().until(this.server::isQuiet);
			check(application, Set.of(DropReason.QUEUE_FULL.id()));
			ServerAudit.checkWhole(this.server, application.ledger());
			this.server.forget();
			application.ledger().forget();
			this.footprints.add(Footprint.taken());
		}
		round(application);
		application.close();
		this.server.down();
		await().until(this.server::isQuiet);
		check(application, Set.of(DropReason.QUEUE_FULL.id(), DropReason.SHUTDOWN.id(), DeliveryLedger.UNKNOWN));
		application.awaitNoThreads();
		assertThatNothingPilesUp();
		TransportStatus.Counts counts = application.status().counts();
		logger.info("{} rounds, {} spans recorded: {}", this.footprints.size(), application.ledger().totalRecorded(),
				counts);
		assertThat(counts.delivered()).isPositive();
		assertThat(counts.retries()).isPositive();
	}

	private void round(TracedApplication application) {
		this.weather.bad(true);
		List<CompletableFuture<Void>> producers = IntStream.range(0, PRODUCERS)
			.mapToObj((producer) -> produce(application.workload(), this.random.nextLong()))
			.toList();
		switch (this.random.nextInt(6)) {
			case 0 -> {
				this.server.down();
				// What the producers have recorded may all be delivered
				application.workload().run(100);
				application.awaitFailures();
				this.server.up();
			}
			case 1 -> {
				this.server.requireToken("another");
				application.workload().run(100);
				application.awaitSuspension();
				this.server.requireToken(null);
			}
			default -> {
			}
		}
		producers.forEach(CompletableFuture::join);
		await().atMost(PATIENCE)
			.until(() -> application.status().queue().depth() == 0 || this.weather.faults() >= FAULTS_PER_ROUND);
		this.weather.bad(false);
	}

	private static CompletableFuture<Void> produce(Workload workload, long seed) {
		Random random = new Random(seed);
		return CompletableFuture
			.runAsync(() -> IntStream.range(0, 10).forEach((run) -> workload.randomRun(random, 25)));
	}

	private void check(TracedApplication application, Set<String> losses) {
		application.ledger().check(application.status().counts());
		ServerAudit.check(this.server, application.ledger());
		assertThat(application.ledger().surprises(losses, DropReason.REJECTED.id())).as("with seed " + this.seed)
			.isEmpty();
	}

	private void assertThatNothingPilesUp() {
		Footprint warm = this.footprints.get(WARM_UP - 1);
		Footprint last = this.footprints.get(this.footprints.size() - 1);
		if (this.duration.compareTo(LONG) > 0) {
			assertThat(last.bytes()).as("bytes in use, after " + warm.bytes())
				.isLessThan(warm.bytes() * 3 / 2 + 20_000_000);
		}
		assertThat(last.threads()).as("threads of ours, after " + warm.threads()).isLessThanOrEqualTo(warm.threads());
	}

	/**
	 * What is in use between two rounds.
	 *
	 * @param bytes on the heap, the least of several samples
	 * @param threads of this library
	 */
	private record Footprint(long bytes, int threads) {

		static Footprint taken() {
			long bytes = LongStream.generate(Footprint::bytesInUse).limit(SAMPLES).min().orElseThrow();
			return new Footprint(bytes, TracedApplication.senders().size());
		}

		private static long bytesInUse() {
			ManagementFactory.getMemoryMXBean().gc();
			return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		}

	}

}
