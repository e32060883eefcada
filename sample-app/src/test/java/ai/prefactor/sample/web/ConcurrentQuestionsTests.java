package ai.prefactor.sample.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import ai.prefactor.sample.docs.Documentation;
import ai.prefactor.sample.docs.Page;
import ai.prefactor.sample.docs.Section;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many questions at the same time, over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "prefactor.enabled=false", "sample.ask-at-start=false" })
class ConcurrentQuestionsTests {

	private static final int QUESTIONS = 200;

	@Value("${local.server.port}")
	private int port;

	@Test
	void askWhenManyAskAtOnceShouldAnswerEachItsOwnQuestion() {
		HttpClient client = HttpClient.newHttpClient();
		List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, QUESTIONS)
			.mapToObj((number) -> client.sendAsync(question(number), BodyHandlers.ofString()))
			.toList();
		for (int number = 0; number < QUESTIONS; number++) {
			String answer = answers.get(number).join().body();
			assertThat(answer)
				.startsWith("{\"answer\":\"gadget%1$d.md (Gadget%1$d): Gadget%1$d is the best.\"".formatted(number));
		}
	}

	private HttpRequest question(int number) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/ask"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"question\":\"What is the best about gadget%d?\"}".formatted(number)))
			.build();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class GadgetConfiguration {

		@Bean
		@Primary
		Documentation gadgets() {
			return new Documentation(IntStream.range(0, QUESTIONS).mapToObj(this::page).toList());
		}

		private Page page(int number) {
			String path = "gadget" + number + ".md";
			String name = "Gadget" + number;
			return new Page(path,
					List.of(new Section(path, List.of(name), name, List.of(name + " is the best."), List.of())));
		}

	}

}
