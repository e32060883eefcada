package ai.prefactor.sample.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import ai.prefactor.sample.docs.Documentation;
import ai.prefactor.sample.docs.DocumentationLoader;
import ai.prefactor.sample.docs.Relevance;
import ai.prefactor.sample.docs.SectionIndex;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DocumentationAgent}.
 */
class DocumentationAgentTests {

	private final List<String> missingPages = new ArrayList<>();

	private final Documentation documentation = new DocumentationLoader(new PathMatchingResourcePatternResolver())
		.load("pages");

	private final SectionIndex index = new SectionIndex(this.documentation.sections());

	private final DocumentationAgent agent = agent();

	@AfterEach
	void close() throws IOException {
		this.index.close();
	}

	@Test
	void answerWhenTheGuessedPageDoesNotExistShouldSearch() {
		Answer answer = this.agent.answer("How often do I water the roses?");
		assertThat(this.missingPages).containsExactly("water-roses");
		assertThat(answer.answer()).contains("Water the roses twice a week.");
		assertThat(answer.sources()).contains(new Source("garden.md", "The garden > Water the roses"));
	}

	@Test
	void answerWhenTheQuestionNamesAPageShouldReadItsBeginning() {
		Answer answer = this.agent.answer("What is compost?");
		assertThat(this.missingPages).isEmpty();
		assertThat(answer.sources()).first().isEqualTo(new Source("how-to/compost.md", "Compost"));
	}

	@Test
	void answerWhenAskedHowShouldShowCode() {
		assertThat(this.agent.answer("How do I water roses?").answer()).contains("garden water --plant roses");
	}

	@Test
	void answerWhenAPropertyIsAskedForShouldFindItsRow() {
		assertThat(this.agent.answer("What is the width of the spade?").answer())
			.contains("`garden.spade.width`: 20, how wide the spade is.");
	}

	@Test
	void answerWhenTheQuestionIsUnrelatedShouldSaySoWithoutSources() {
		Answer answer = this.agent.answer("What is the capital of France?");
		assertThat(answer.answer()).isEqualTo("The documentation says nothing about that.");
		assertThat(answer.sources()).isEmpty();
	}

	@Test
	void answerWhenTheQuestionSharesAnEverydayWordShouldFindNothing() {
		assertThat(this.agent.answer("What is the best restaurant in Paris?").sources()).isEmpty();
	}

	@Test
	void answerWhenTheQuestionHasNoWordsShouldFindNothing() {
		assertThat(this.agent.answer("???").sources()).isEmpty();
		assertThat(this.missingPages).isEmpty();
	}

	private DocumentationAgent agent() {
		Relevance relevance = new Relevance(this.index);
		PageReader pageReader = new PageReader(this.documentation) {

			@Override
			public List<SectionLink> readPage(String name) {
				try {
					return super.readPage(name);
				}
				catch (PageNotFoundException ex) {
					DocumentationAgentTests.this.missingPages.add(name);
					throw ex;
				}
			}

		};
		return new DocumentationAgent(new QuestionPlanner(), pageReader, new PageSearch(this.index, relevance),
				new SectionReader(this.documentation), new AnswerComposer(relevance), new CurrentRun());
	}

}
