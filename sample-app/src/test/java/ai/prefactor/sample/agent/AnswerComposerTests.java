package ai.prefactor.sample.agent;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ai.prefactor.sample.docs.Relevance;
import ai.prefactor.sample.docs.Section;
import ai.prefactor.sample.docs.SectionIndex;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnswerComposer}.
 */
class AnswerComposerTests {

	private final Section roses = new Section("garden.md", List.of("Garden", "Roses"), "roses",
			List.of("Water the roses in the morning. Nobody knows why.", "Never water roses at noon."),
			List.of("garden plant", "garden water --plant roses"));

	private final Section lawn = new Section("lawn.md", List.of("Lawn"), "lawn",
			List.of("Water the lawn, not only the roses.", "Never water roses at noon."), List.of("garden mow"));

	private final Section unrelated = new Section("tax.md", List.of("Tax"), "tax", List.of("Pay in May."), List.of());

	private final List<Section> sections = List.of(this.roses, this.lawn, this.unrelated);

	private final SectionIndex index = new SectionIndex(this.sections);

	private final AnswerComposer composer = new AnswerComposer(new Relevance(this.index));

	@AfterEach
	void close() throws IOException {
		this.index.close();
	}

	@Test
	void composeAnswerShouldQuoteInOrderWithTheSourceInFront() {
		Draft draft = this.composer.composeAnswer(plan(false, "water", "roses"), List.of(this.roses));
		assertThat(draft.text())
			.isEqualTo("garden.md (Garden > Roses): Water the roses in the morning. Never water roses at noon.");
	}

	@Test
	void composeAnswerShouldQuoteTheSameSentenceOnce() {
		Draft draft = this.composer.composeAnswer(plan(false, "water", "roses"), this.sections);
		assertThat(draft.text()).containsOnlyOnce("Never water roses at noon.");
	}

	@Test
	void composeAnswerShouldNameOnlyTheSourcesThatItQuotes() {
		Draft draft = this.composer.composeAnswer(plan(false, "water", "roses"), this.sections);
		assertThat(draft.sources()).containsExactly(new Source("garden.md", "Garden > Roses"),
				new Source("lawn.md", "Lawn"));
	}

	@Test
	void composeAnswerShouldQuoteAtMostFiveSentences() {
		Section many = new Section("long.md", List.of("Long"), "long",
				List.of("Roses a. Roses b. Roses c. Roses d. Roses e. Roses f. Roses g."), List.of());
		Draft draft = this.composer.composeAnswer(plan(false, "roses"), List.of(many));
		assertThat(draft.text().split("Roses ")).hasSize(6);
	}

	@Test
	void composeAnswerWhenAnExampleIsWantedShouldAddTheMostFitting() {
		Draft draft = this.composer.composeAnswer(plan(true, "water", "roses"), this.sections);
		assertThat(draft.text()).contains("garden water --plant roses").doesNotContain("garden plant", "garden mow");
	}

	@Test
	void composeAnswerWhenNoExampleIsWantedShouldAddNone() {
		Draft draft = this.composer.composeAnswer(plan(false, "water", "roses"), this.sections);
		assertThat(draft.text()).doesNotContain("--plant");
	}

	@Test
	void composeAnswerWhenThereAreNoSectionsShouldSaySo() {
		assertThat(this.composer.composeAnswer(plan(true, "bread"), List.of())).isEqualTo(Draft.NOTHING_FOUND);
	}

	@Test
	void composeAnswerWhenNoSentenceFitsShouldSaySo() {
		assertThat(this.composer.composeAnswer(plan(false, "roses"), List.of(this.unrelated)))
			.isEqualTo(Draft.NOTHING_FOUND);
	}

	private static Plan plan(boolean example, String... terms) {
		return new Plan(List.of(terms), String.join("-", terms), example);
	}

}
