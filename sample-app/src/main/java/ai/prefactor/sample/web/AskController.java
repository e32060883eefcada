package ai.prefactor.sample.web;

import jakarta.validation.Valid;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import ai.prefactor.sample.agent.Answer;
import ai.prefactor.sample.agent.DocumentationAgent;

/**
 * {@code POST /ask}: a question in, an answer out. Knows nothing of tracing.
 */
@RestController
class AskController {

	private final DocumentationAgent agent;

	AskController(DocumentationAgent agent) {
		this.agent = agent;
	}

	@PostMapping("/ask")
	Answer ask(@Valid @RequestBody Question question) {
		return this.agent.answer(question.question());
	}

}
