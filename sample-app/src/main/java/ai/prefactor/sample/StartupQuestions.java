package ai.prefactor.sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

import ai.prefactor.sample.agent.Answer;
import ai.prefactor.sample.agent.DocumentationAgent;

/**
 * Asks the agent a few questions once the application has started, so that there are runs
 * to look at. A question that fails is logged and changes nothing else.
 */
@Component
class StartupQuestions implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(StartupQuestions.class);

	private static final int LOGGED_CHARACTERS = 160;

	private final DocumentationAgent agent;

	private final SampleProperties properties;

	StartupQuestions(DocumentationAgent agent, SampleProperties properties) {
		this.agent = agent;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments args) {
		if (this.properties.askAtStart()) {
			this.properties.questions().forEach(this::ask);
		}
	}

	private void ask(String question) {
		try {
			Answer answer = this.agent.answer(question);
			logger.info("{} -> {} {}", question, brief(answer.answer()), answer.sources());
		}
		catch (RuntimeException ex) {
			logger.warn("No answer to '{}'", question, ex);
		}
	}

	private String brief(String text) {
		String line = text.replaceAll("\\s+", " ");
		return (line.length() > LOGGED_CHARACTERS) ? line.substring(0, LOGGED_CHARACTERS) + "..." : line;
	}

}
