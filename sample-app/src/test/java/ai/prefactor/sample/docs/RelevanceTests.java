package ai.prefactor.sample.docs;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Relevance}.
 */
class RelevanceTests {

	private final SectionIndex index = new SectionIndex(
			List.of(section("common rare"), section("common"), section("common other")));

	private final Relevance relevance = new Relevance(this.index);

	@AfterEach
	void close() throws IOException {
		this.index.close();
	}

	@Test
	void ofWhenTheTextHasEveryWordShouldBeOne() {
		assertThat(this.relevance.of("common rare", "Rarely, but common.")).isOne();
	}

	@Test
	void ofWhenTheTextHasNoWordShouldBeZero() {
		assertThat(this.relevance.of("common rare", "Something else.")).isZero();
	}

	@Test
	void ofShouldCountARareWordMore() {
		assertThat(this.relevance.of("common rare", "rare")).isGreaterThan(0.5);
		assertThat(this.relevance.of("common rare", "common")).isLessThan(0.5);
	}

	@Test
	void ofShouldCountAnUnknownWordMost() {
		assertThat(this.relevance.of("unknown rare", "rare")).isLessThan(0.5);
	}

	@Test
	void ofWhenTheQuestionHasNoWordsShouldBeZero() {
		assertThat(this.relevance.of("?", "common")).isZero();
	}

	private static Section section(String text) {
		return new Section("page.md", List.of("Title"), "title", List.of(text), List.of());
	}

}
