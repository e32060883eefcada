package ai.prefactor.sample.delivery;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import ai.prefactor.support.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged application, pointed at a server that is well. One process serves all
 * tests, and each waits for what it asked for.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagedSampleIT {

	private static final int CONCURRENT_QUESTIONS = 200;

	private static final Pattern WIDGET = Pattern.compile("widget\\d{3}");

	private static ScriptedServer server;

	private static SampleProcess application;

	private static Deliveries deliveries;

	private static int asked = SampleProcess.OWN_QUESTIONS;

	@BeforeAll
	static void start(@TempDir Path directory) {
		server = new ScriptedServer();
		deliveries = new Deliveries(server);
		application = SampleProcess.start(directory, server);
		assertThat(directory).isEmptyDirectory();
	}

	@AfterAll
	static void stop() {
		application.close();
		server.close();
	}

	@Test
	@Order(1)
	void startShouldDeliverTheRunsOfItsOwnQuestions() {
		deliveries.awaitRuns(asked);
		deliveries.assertWhole();
		deliveries.assertInOrder();
		assertThat(deliveries.repetitions()).isZero();
	}

	@Test
	void startShouldNotStartTheEmbeddedPlatform() {
		assertThat(application.log("ai.prefactor.local")).isEmpty();
	}

	@Test
	void askShouldDeliverTheRunThatTheAnswerNames() {
		JsonNode answer = SampleProcess.json(ask("How do I redact a field?"));
		deliveries.awaitRuns(asked);
		deliveries.assertWhole();
		deliveries.assertInOrder();
		List<JsonNode> spans = server.spans(answer.path("runId").stringValue());
		assertThat(inputs(spans.get(0)).path("question").stringValue()).isEqualTo("How do I redact a field?");
		assertThat(spans.get(0).path("result_payload")).isEqualTo(answer);
	}

	@Test
	void askWhenTheQuestionIsUnrelatedShouldNameNoSources() {
		HttpResponse<String> response = ask("What is the capital of France?");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(SampleProcess.json(response).path("answer").stringValue())
			.isEqualTo("The documentation says nothing about that.");
		assertThat(SampleProcess.json(response).path("sources")).isEmpty();
		deliveries.awaitRuns(asked);
		deliveries.assertWhole();
	}

	@Test
	void askWhenThereIsNoQuestionShouldAnswerWithAProblemAndOpenNoRun() {
		HttpResponse<String> response = application.post("{}");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(SampleProcess.json(response).path("detail").stringValue())
			.isEqualTo("'question' must not be blank.");
		deliveries.awaitRuns(asked);
	}

	@Test
	void askWhenManyAskAtOnceShouldKeepTheirTextsApart() {
		Map<String, CompletableFuture<HttpResponse<String>>> answers = new HashMap<>();
		IntStream.range(0, CONCURRENT_QUESTIONS).mapToObj("widget%03d"::formatted).forEach((widget) -> {
			asked++;
			answers.put(widget, application.askLater("What happens when the queue of %s is full?".formatted(widget)));
		});
		answers.values().forEach((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
		deliveries.awaitRuns(asked);
		deliveries.assertWhole();
		deliveries.assertInOrder();
		answers.forEach((widget, answer) -> {
			List<JsonNode> spans = server.spans(SampleProcess.json(answer.join()).path("runId").stringValue());
			assertThat(inputs(spans.get(0)).path("question").stringValue()).contains(widget);
			assertThat(WIDGET.matcher(spans.toString()).results().map(MatchResult::group)).containsOnly(widget);
			assertThat(spans).filteredOn((span) -> inputs(span).toString().contains(widget)).hasSize(5);
		});
	}

	@Test
	@Order(Order.DEFAULT + 1)
	void metersShouldCountWhatArrived() {
		deliveries.awaitRuns(asked);
		long arrived = deliveries.spans().values().stream().mapToLong(List::size).sum();
		// The last answer may still be on its way
		await().atMost(Deliveries.PATIENCE).untilAsserted(() -> {
			assertThat(application.meter("prefactor.spans?tag=outcome:delivered")).isEqualTo(arrived);
			assertThat(application.meter("prefactor.queue.depth")).isZero();
		});
		assertThat(application.meter("prefactor.spans")).isEqualTo(arrived);
		assertThat(application.meter("prefactor.retries")).isZero();
		assertThat(application.health().path("components").path("prefactor").path("status").stringValue())
			.isEqualTo("UP");
	}

	private static HttpResponse<String> ask(String question) {
		asked++;
		return application.ask(question);
	}

	private static JsonNode inputs(JsonNode span) {
		return span.path("payload").path("inputs");
	}

}
