package ai.prefactor.sample.agent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link QuestionPlanner}.
 */
class QuestionPlannerTests {

	private final QuestionPlanner planner = new QuestionPlanner();

	@Test
	void planShouldKeepTheWordsThatCarryTheMeaning() {
		assertThat(this.planner.plan("What happens when the Queue is full?").terms()).containsExactly("queue", "full");
	}

	@Test
	void planShouldTakeEachWordOnce() {
		assertThat(this.planner.plan("queue, queue; QUEUE!").terms()).containsExactly("queue");
	}

	@Test
	void planShouldGuessAPageFromTheWords() {
		assertThat(this.planner.plan("What happens when the queue is full?").page()).isEqualTo("queue-full");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "???", "How do I?", "\u0000", "2 + 2" })
	void planWhenNoWordCarriesAMeaningShouldHaveNoTerms(String question) {
		assertThat(this.planner.plan(question).terms()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "How do I trace a method?", "and how can I\ndo it", "Show an example" })
	void planWhenAskedHowShouldWantAnExample(String question) {
		assertThat(this.planner.plan(question).example()).isTrue();
	}

	@Test
	void planWhenNotAskedHowShouldWantNoExample() {
		assertThat(this.planner.plan("What is a run?").example()).isFalse();
	}

}
