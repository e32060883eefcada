package ai.prefactor.sample.agent;

import java.util.List;

import org.junit.jupiter.api.Test;

import ai.prefactor.sample.docs.Documentation;
import ai.prefactor.sample.docs.Page;
import ai.prefactor.sample.docs.Section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SectionReader}.
 */
class SectionReaderTests {

	private final Section section = new Section("page.md", List.of("One"), "one", List.of("Text."), List.of());

	private final SectionReader reader = new SectionReader(
			new Documentation(List.of(new Page("page.md", List.of(this.section)))));

	@Test
	void readSectionShouldReturnItsText() {
		assertThat(this.reader.readSection("page.md", "one")).isSameAs(this.section);
	}

	@Test
	void readSectionWhenThereIsNoneShouldThrow() {
		assertThatExceptionOfType(PageNotFoundException.class)
			.isThrownBy(() -> this.reader.readSection("page.md", "two"))
			.withMessage("No section is at 'page.md#two'.");
	}

}
