package ai.prefactor.sample.agent;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Sentences}.
 */
class SentencesTests {

	@Test
	void ofShouldCutAtTheEndOfEachSentence() {
		assertThat(Sentences.of("One is here. Is this two? Yes (really.) It is.")).containsExactly("One is here.",
				"Is this two?", "Yes (really.)", "It is.");
	}

	@Test
	void ofShouldNotCutInsideOfNames() {
		assertThat(Sentences.of("Set `prefactor.queue.capacity` to 1.5.")).hasSize(1);
	}

	@Test
	void ofWhenTheFullStopIsMissingShouldAddIt() {
		assertThat(Sentences.of("an item of a list")).containsExactly("an item of a list.");
	}

	@Test
	void ofWhenItEndsWithAColonShouldEndItWithAFullStop() {
		assertThat(Sentences.of("Do it like so:")).containsExactly("Do it like so.");
	}

	@Test
	void ofWhenThereIsNoTextShouldBeEmpty() {
		assertThat(Sentences.of("")).isEmpty();
	}

}
