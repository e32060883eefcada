package ai.prefactor.sample.agent;

import java.util.List;

import org.junit.jupiter.api.Test;

import ai.prefactor.sample.docs.Documentation;
import ai.prefactor.sample.docs.Page;
import ai.prefactor.sample.docs.Section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PageReader}.
 */
class PageReaderTests {

	private final PageReader reader = new PageReader(new Documentation(List.of(new Page("how-to/testing.md",
			List.of(new Section("how-to/testing.md", List.of("Testing"), "testing", List.of("Text."), List.of()))))));

	@Test
	void readPageShouldReturnLinksToItsSections() {
		assertThat(this.reader.readPage("testing"))
			.containsExactly(new SectionLink("how-to/testing.md", "testing", "Testing"));
	}

	@Test
	void readPageWhenThereIsNoneShouldThrow() {
		assertThatExceptionOfType(PageNotFoundException.class).isThrownBy(() -> this.reader.readPage("queue-full"))
			.withMessage("No page is called 'queue-full'.");
	}

}
