package ai.prefactor.sample.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import ai.prefactor.support.ScriptedServer;
import ai.prefactor.support.ScriptedServer.Request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged application, pointed at a server that takes nothing for a while.
 */
class UnavailableServerIT {

	private static final Logger logger = LoggerFactory.getLogger(UnavailableServerIT.class);

	private static final Duration OUTAGE = Duration.parse(System.getProperty("sample.outage", "PT15S"));

	private static final String PING = "/api/v1/ping";

	private final ScriptedServer server = new ScriptedServer();

	private final Deliveries deliveries = new Deliveries(this.server);

	@TempDir
	private Path directory;

	private SampleProcess application;

	private int asked = SampleProcess.OWN_QUESTIONS;

	@AfterEach
	void stop() {
		this.application.close();
		this.server.close();
	}

	@Test
	void outageShouldKeepWhatIsAskedAndDeliverItOnceItIsOver() {
		this.application = SampleProcess.start(this.directory, this.server);
		this.deliveries.awaitRuns(this.asked);
		this.server.down();
		long downAt = System.nanoTime();
		await().atMost(OUTAGE.plusMinutes(1)).pollInterval(Duration.ofMillis(300)).until(() -> {
			ask();
			return System.nanoTime() - downAt > OUTAGE.toNanos();
		});
		await().atMost(Deliveries.PATIENCE).untilAsserted(() -> assertHealth("UP", "DEGRADED"));
		this.server.up();
		long upAt = System.nanoTime();
		this.deliveries.awaitRuns(this.asked);
		logger.info("{} runs of an outage of {} were delivered within {} ms of its end",
				this.asked - SampleProcess.OWN_QUESTIONS, OUTAGE,
				Duration.ofNanos(System.nanoTime() - upAt).toMillis());
		assertEverythingArrived();
	}

	@Test
	void refusedTokenShouldShowInHealthAndKeepWhatIsAskedUntilItIsAccepted() {
		this.server.requireToken("another-token");
		this.application = SampleProcess.start(this.directory, this.server);
		await().atMost(Deliveries.PATIENCE).untilAsserted(() -> assertHealth("SUSPENDED", "SUSPENDED"));
		// What was sent before that has come by then
		awaitPings(2);
		int refused = this.server.requests().size();
		for (int i = 0; i < 20; i++) {
			ask();
		}
		awaitPings(1);
		List<Request> probes = this.server.requests().subList(refused, this.server.requests().size());
		assertThat(probes).extracting(Request::path).containsOnly(PING);
		assertThat(this.server.runs()).isEmpty();
		this.server.requireToken(SampleProcess.TOKEN);
		this.deliveries.awaitRuns(this.asked);
		assertEverythingArrived();
	}

	private void awaitPings(int more) {
		int before = this.server.requests(PING).size();
		await().atMost(Deliveries.PATIENCE).until(() -> this.server.requests(PING).size() >= before + more);
	}

	private void ask() {
		this.asked++;
		assertThat(this.application.ask("What happens when the queue is full?").statusCode()).isEqualTo(200);
	}

	private void assertHealth(String status, String state) {
		JsonNode health = this.application.health();
		assertThat(health.path("status").stringValue()).isEqualTo("UP");
		JsonNode prefactor = health.path("components").path("prefactor");
		assertThat(prefactor.path("status").stringValue()).isEqualTo(status);
		assertThat(prefactor.path("details").path("state").stringValue()).isEqualTo(state);
	}

	private void assertEverythingArrived() {
		this.deliveries.assertWhole();
		this.deliveries.assertInOrder();
		long arrived = this.deliveries.spans().values().stream().mapToLong(List::size).sum();
		await().atMost(Deliveries.PATIENCE).untilAsserted(() -> {
			assertThat(this.application.meter("prefactor.spans?tag=outcome:delivered")).isEqualTo(arrived);
			assertHealth("UP", "HEALTHY");
		});
		assertThat(this.application.meter("prefactor.spans")).isEqualTo(arrived);
	}

}
