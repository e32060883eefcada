package ai.prefactor.sample.agent;

/**
 * An agent that fails whenever it is asked.
 */
public class FailingAgent extends DocumentationAgent {

	public FailingAgent() {
		super(null, null, null, null, null, null);
	}

	@Override
	public Answer answer(String question) {
		throw new IllegalStateException("Asked: " + question);
	}

}
