package ai.prefactor.sample.web;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AskController}, with the problems that {@link ProblemAdvice}
 * describes.
 */
@SpringBootTest(properties = { "prefactor.enabled=false", "sample.ask-at-start=false", "sample.documentation=pages" })
class AskControllerTests {

	private static final String NOT_A_QUESTION = "The body must be a JSON object with a text in 'question'.";

	@Autowired
	private WebApplicationContext context;

	private MockMvcTester mvc;

	@BeforeEach
	void createMockMvc() {
		this.mvc = MockMvcTester.from(this.context);
	}

	@Test
	void askShouldAnswerWithSources() {
		assertThat(ask("{\"question\":\"How often do I water the roses?\"}")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"sources\":[{\"page\":\"garden.md\",\"section\":\"The garden > Water the roses\"}]}")
			.extractingPath("$.answer")
			.asString()
			.contains("Water the roses twice a week.");
	}

	@Test
	void askShouldAnswerWithNothingButTheThreeFields() {
		assertThat(ask("{\"question\":\"Roses?\"}")).bodyJson()
			.extractingPath("$")
			.asMap()
			.containsOnlyKeys("answer", "sources", "runId");
	}

	@Test
	void askWhenTheQuestionIsUnrelatedShouldSaySo() {
		assertThat(ask("{\"question\":\"What is the capital of France?\"}")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"answer\":\"The documentation says nothing about that.\",\"sources\":[]}");
	}

	@Test
	void askWhenTheQuestionIsAsLongAsAllowedShouldAnswer() {
		assertThat(ask("{\"question\":\"" + "x".repeat(1000) + "\"}")).hasStatusOk();
	}

	@Test
	void askWhenTheQuestionIsTooLongShouldSayHowLongItMayBe() {
		assertProblem(ask("{\"question\":\"" + "x".repeat(1001) + "\"}"), HttpStatus.BAD_REQUEST,
				"'question' must be at most 1000 characters long.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"question\":null}", "{\"question\":\"\"}", "{\"question\":\" \\n\\t\"}",
			"{\"q\":\"Roses?\"}" })
	void askWhenTheQuestionIsMissingShouldSaySo(String body) {
		assertProblem(ask(body), HttpStatus.BAD_REQUEST, "'question' must not be blank.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "roses?", "\"roses?\"", "{\"question\":", "{\"question\":\"a\"} b",
			"{\"question\":5}", "{\"question\":1.5}", "{\"question\":true}", "{\"question\":[\"Roses?\"]}",
			"{\"question\":{\"text\":\"Roses?\"}}" })
	void askWhenTheBodyIsNoQuestionShouldSayWhatItMustBe(String body) {
		assertProblem(ask(body), HttpStatus.BAD_REQUEST, NOT_A_QUESTION);
	}

	@Test
	void askWhenItIsNotJsonShouldSaySo() {
		MvcTestResult result = this.mvc.post()
			.uri("/ask")
			.contentType(MediaType.TEXT_PLAIN)
			.content("Roses?")
			.exchange();
		assertProblem(result, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type 'text/plain' is not supported.");
	}

	@Test
	void askWhenItIsNotAPostShouldSaySo() {
		assertProblem(this.mvc.get().uri("/ask").exchange(), HttpStatus.METHOD_NOT_ALLOWED,
				"Method 'GET' is not supported.");
	}

	private MvcTestResult ask(String body) {
		return this.mvc.post().uri("/ask").contentType(MediaType.APPLICATION_JSON).content(body).exchange();
	}

	private static void assertProblem(MvcTestResult result, HttpStatus status, String detail) {
		assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(result).bodyJson().extractingPath("$.detail").isEqualTo(detail);
	}

}
