package ai.prefactor.sample.docs;

import java.util.List;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MarkdownReader}.
 */
class MarkdownReaderTests {

	@Test
	void readWhenThereAreHeadingsShouldSplitAtEach() {
		List<Section> sections = read("# One\nFirst.\n## Two\nSecond.\n### Three\nThird.\n## Four\nFourth.");
		assertThat(sections).extracting(Section::headings)
			.containsExactly(List.of("One"), List.of("One", "Two"), List.of("One", "Two", "Three"),
					List.of("One", "Four"));
	}

	@Test
	void readWhenTextStandsBeforeTheFirstHeadingShouldCallItByThePage() {
		assertThat(read("Hello.\n# One\nFirst.")).first().satisfies((section) -> {
			assertThat(section.title()).isEqualTo("page.md");
			assertThat(section.anchor()).isEmpty();
		});
	}

	@Test
	void readWhenAHeadingHasNoTextOfItsOwnShouldLeaveItOut() {
		assertThat(read("# One\n\n## Two\nSecond.")).extracting(Section::title).containsExactly("One > Two");
	}

	@Test
	void readShouldMakeAnchorsAsViewersDo() {
		assertThat(read("# Why `Spring Retry`, again?\nA.\n# Same\nB.\n# Same\nC."))
			.extracting(Section::headings, Section::anchor)
			.containsExactly(tuple("Why Spring Retry, again?", "why-spring-retry-again"), tuple("Same", "same"),
					tuple("Same", "same-1"));
	}

	@Test
	void readShouldKeepFencedCodeApart() {
		Section section = read("# One\nBefore.\n```java\n# not a heading\n\n  int i;\n```\nAfter.").get(0);
		assertThat(section.paragraphs()).containsExactly("Before.", "After.");
		assertThat(section.examples()).containsExactly("# not a heading\n\n  int i;");
	}

	@Test
	void readWhenAFenceIsNotClosedShouldEndItWithThePage() {
		assertThat(read("# One\n~~~\ncode\n").get(0).examples()).containsExactly("code");
	}

	@Test
	void readShouldKeepIndentedCodeApart() {
		Section section = read("# One\nBefore.\n\n    code();\n    more();\n\nAfter.").get(0);
		assertThat(section.paragraphs()).containsExactly("Before.", "After.");
		assertThat(section.examples()).containsExactly("code();\nmore();");
	}

	@Test
	void readShouldJoinTheLinesOfAParagraph() {
		assertThat(paragraphs("One line\nand another.\n\nNext.")).containsExactly("One line and another.", "Next.");
	}

	@Test
	void readShouldMakeEachListItemAParagraph() {
		assertThat(paragraphs("- one\n  goes on\n* two\n1. three\n\n    still three")).containsExactly("one goes on",
				"two", "three", "still three");
	}

	@Test
	void readShouldMakeEachTableRowAParagraph() {
		assertThat(paragraphs("| name | default | |\n| --- | :-: | --- |\n| `a.b` | 1 | so\\|so |\n| c | | last |"))
			.containsExactly("`a.b`: 1, so|so", "c: last");
	}

	@Test
	void readWhenATableRowIsEmptyShouldLeaveItOut() {
		assertThat(paragraphs("|\n||\nText.")).containsExactly("Text.");
	}

	@Test
	void readShouldTakeOutMarks() {
		assertThat(paragraphs("See **the** [`docs`](a/b.md), *now*: ![image](x.png)`**/*.md` and a * b * c."))
			.containsExactly("See the `docs`, now: `**/*.md` and a * b * c.");
	}

	@Test
	void readShouldLeaveOutHtmlAndRules() {
		assertThat(paragraphs("<p align=\"center\">\n\n---\n\n> Quoted.")).containsExactly("Quoted.");
	}

	@Test
	void readWhenThePageIsEmptyShouldFindNoSections() {
		assertThat(read("")).isEmpty();
	}

	private static Tuple tuple(String heading, String anchor) {
		return Tuple.tuple(List.of(heading), anchor);
	}

	private static List<String> paragraphs(String markdown) {
		return read(markdown).get(0).paragraphs();
	}

	private static List<Section> read(String markdown) {
		return new MarkdownReader("page.md").read(markdown);
	}

}
