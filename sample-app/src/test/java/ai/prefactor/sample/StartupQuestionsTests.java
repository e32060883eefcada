package ai.prefactor.sample;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import ai.prefactor.sample.agent.DocumentationAgent;
import ai.prefactor.sample.agent.FailingAgent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StartupQuestions}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupQuestionsTests {

	private final DocumentationAgent agent = new FailingAgent();

	@Test
	void runWhenAQuestionFailsShouldLogItAndAskTheNext(CapturedOutput output) {
		run(true);
		assertThat(output).contains("No answer to 'One?'").contains("No answer to 'Two?'");
	}

	@Test
	void runWhenSwitchedOffShouldAskNothing(CapturedOutput output) {
		run(false);
		assertThat(output).doesNotContain("One?");
	}

	private void run(boolean askAtStart) {
		SampleProperties properties = new SampleProperties(askAtStart, List.of("One?", "Two?"), "pages");
		new StartupQuestions(this.agent, properties).run(new DefaultApplicationArguments());
	}

}
