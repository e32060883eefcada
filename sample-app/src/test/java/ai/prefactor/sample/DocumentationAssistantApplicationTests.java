package ai.prefactor.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DocumentationAssistantApplication}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DocumentationAssistantApplicationTests {

	@Test
	void startShouldAskItselfThreeQuestions(CapturedOutput output) {
		start();
		assertThat(output).contains("How do I trace a method of my bean? ->")
			.contains("What happens when the queue is full? ->")
			.contains("How do I run my tests without a token? ->");
	}

	@Test
	void startWhenThereIsNoDocumentationShouldAnswerThatNothingIsKnown(CapturedOutput output) {
		start("--sample.documentation=nowhere", "--sample.questions=How are you?");
		assertThat(output).contains("How are you? -> The documentation says nothing about that. []");
	}

	@Test
	void startWhenQuestionsAreConfiguredShouldAskThoseAndNameTheirSources(CapturedOutput output) {
		start("--sample.documentation=pages", "--sample.questions=What is compost?");
		assertThat(output).contains("What is compost? -> how-to/compost.md (Compost): Compost is made from leaves")
			.contains("[how-to/compost.md (Compost)")
			.doesNotContain("my bean");
	}

	@Test
	void startWhenSwitchedOffShouldAskNothing(CapturedOutput output) {
		start("--sample.ask-at-start=false");
		assertThat(output).doesNotContain("->");
	}

	private static void start(String... args) {
		SpringApplicationBuilder application = new SpringApplicationBuilder(DocumentationAssistantApplication.class)
			.properties("prefactor.enabled=false")
			.web(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run(args)) {
			assertThat(context.isRunning()).isTrue();
		}
	}

}
