package ai.prefactor.sample.agent;

import java.util.List;

/**
 * How the agent goes about a question.
 *
 * @param terms the words of the question that carry its meaning, empty if there are none
 * @param page the page that might be called after the question, tried first
 * @param example whether the answer should show code
 */
record Plan(List<String> terms, String page, boolean example) {

	Plan {
		terms = List.copyOf(terms);
	}

	String query() {
		return String.join(" ", this.terms);
	}

}
