package ai.prefactor.sample.docs;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Documentation}.
 */
class DocumentationTests {

	private final Section first = new Section("how-to/testing.md", List.of("Testing"), "testing", List.of("A."),
			List.of());

	private final Section second = new Section("how-to/testing.md", List.of("Testing", "More"), "more", List.of("B."),
			List.of());

	private final Documentation documentation = new Documentation(
			List.of(new Page("how-to/testing.md", List.of(this.first, this.second)), new Page("README.md", List.of())));

	@Test
	void pageShouldFindItByItsNameInAnyFolder() {
		assertThat(this.documentation.page("testing")).map(Page::path).hasValue("how-to/testing.md");
	}

	@Test
	void pageShouldIgnoreCase() {
		assertThat(this.documentation.page("readme")).map(Page::path).hasValue("README.md");
	}

	@Test
	void pageWhenThereIsNoneOfThatNameShouldBeEmpty() {
		assertThat(this.documentation.page("test")).isEmpty();
	}

	@Test
	void sectionShouldFindItByPageAndAnchor() {
		assertThat(this.documentation.section("how-to/testing.md", "more")).containsSame(this.second);
	}

	@Test
	void sectionWhenItIsOnAnotherPageShouldBeEmpty() {
		assertThat(this.documentation.section("README.md", "more")).isEmpty();
	}

	@Test
	void sectionsShouldHoldThoseOfAllPages() {
		assertThat(this.documentation.sections()).containsExactly(this.first, this.second);
	}

}
