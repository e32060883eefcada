package ai.prefactor.sample.delivery;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import ai.prefactor.support.Fault;
import ai.prefactor.support.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged application, asked to end while questions and requests are in flight.
 */
class ShutdownIT {

	private static final Logger logger = LoggerFactory.getLogger(ShutdownIT.class);

	private static final String STOPPED = "Prefactor transport stopped";

	private static final Pattern COUNTS = Pattern
		.compile(STOPPED + ": (\\d+) spans delivered, (\\d+) not delivered \\{.*}, (\\d+) unknown");

	private final ScriptedServer server = new ScriptedServer();

	@TempDir
	private Path directory;

	private SampleProcess application;

	@AfterEach
	void stop() {
		this.application.close();
		this.server.close();
	}

	@Test
	void terminateShouldDeliverWhatWasAnsweredAndSaySo() throws InterruptedException {
		this.application = SampleProcess.start(this.directory, this.server, "--prefactor.shutdown-timeout=1m");
		List<CompletableFuture<HttpResponse<String>>> answers = ask(50);
		await().atMost(Deliveries.PATIENCE).until(() -> answers.stream().anyMatch(CompletableFuture::isDone));
		terminate();
		assertThat(this.server.runs()).extracting((run) -> run.path("id").stringValue())
			.containsAll(answers.stream().flatMap(ShutdownIT::runId).toList());
		new Deliveries(this.server).assertWhole();
		assertThat(counts()).containsExactly((long) spans().size(), 0L, 0L);
	}

	@Test
	void terminateWhenTheServerHangsShouldEndAndCountOnlyWhatArrived() throws InterruptedException {
		this.application = SampleProcess.start(this.directory, this.server, "--prefactor.shutdown-timeout=2s",
				"--prefactor.batch.max-items=20");
		new Deliveries(this.server).awaitRuns(SampleProcess.OWN_QUESTIONS);
		int before = this.server.requests().size();
		this.server.script((request) -> (this.server.requests().size() > before + 2) ? Fault.hangAfter() : null);
		List<CompletableFuture<HttpResponse<String>>> answers = ask(20);
		await().atMost(Deliveries.PATIENCE).until(() -> this.server.requests().size() > before + 3);
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
		terminate();
		List<JsonNode> ended = spans().stream()
			.filter((span) -> !span.path("status").stringValue().equals("active"))
			.toList();
		long children = ended.stream().filter((span) -> span.path("parent_span_id").isString()).count();
		List<Long> counts = counts();
		assertThat(counts.get(0)).isPositive().isLessThanOrEqualTo(ended.size());
		assertThat(counts.get(1)).isPositive();
		assertThat(counts.get(0) + counts.get(2)).isGreaterThanOrEqualTo(children);
	}

	private void terminate() throws InterruptedException {
		long start = System.nanoTime();
		this.application.terminate();
		assertThat(this.application.awaitEnd()).isTrue();
		logger.info("Ended {} ms after it was told to: {}", Duration.ofNanos(System.nanoTime() - start).toMillis(),
				this.application.log(STOPPED));
	}

	private static Stream<String> runId(CompletableFuture<HttpResponse<String>> answer) {
		return answer.isCompletedExceptionally() ? Stream.empty()
				: Stream.of(SampleProcess.json(answer.join()).path("runId").stringValue());
	}

	private List<CompletableFuture<HttpResponse<String>>> ask(int times) {
		return Stream.generate(() -> this.application.askLater("What happens when the queue is full?"))
			.limit(times)
			.toList();
	}

	private List<JsonNode> spans() {
		return new Deliveries(this.server).spans().values().stream().flatMap(List::stream).toList();
	}

	/**
	 * What the last line of the transport says: delivered, not delivered, unknown.
	 */
	private List<Long> counts() {
		assertThat(this.application.log(STOPPED)).hasSize(1);
		Matcher line = COUNTS.matcher(this.application.log(STOPPED).get(0));
		assertThat(line.find()).as(this.application.log(STOPPED).toString()).isTrue();
		return List.of(Long.valueOf(line.group(1)), Long.valueOf(line.group(2)), Long.valueOf(line.group(3)));
	}

}
