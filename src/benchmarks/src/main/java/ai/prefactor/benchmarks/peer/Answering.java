package ai.prefactor.benchmarks.peer;

import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.Traced;

/**
 * A bean with a traced method that does nothing else.
 */
public interface Answering {

	/**
	 * Answers.
	 * @param question the question
	 * @return the answer
	 */
	Answer answer(Question question);

	/**
	 * A small argument.
	 *
	 * @param text what is asked
	 * @param customer who asks
	 */
	record Question(String text, int customer) {

	}

	/**
	 * A small result.
	 *
	 * @param text what is answered
	 * @param confidence how surely, from 0.0 to 1.0
	 */
	record Answer(String text, double confidence) {

	}

	/**
	 * The method itself.
	 */
	class Plain implements Answering {

		private static final Answer ANSWER = new Answer("It arrives on Monday", 0.75);

		@Override
		@Traced(kind = SpanKind.TOOL)
		public Answer answer(Question question) {
			return ANSWER;
		}

	}

}
