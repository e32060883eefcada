package ai.prefactor.sample.docs;

import java.util.List;

/**
 * A part of a page, from one heading to the next.
 *
 * @param page the page's path, for example {@code how-to/testing.md}
 * @param headings the heading, after those that it stands under
 * @param anchor what stands behind the {@code #} of a link to the section
 * @param paragraphs the text, in paragraphs, list items and table rows, without its marks
 * @param examples the blocks of code
 */
public record Section(String page, List<String> headings, String anchor, List<String> paragraphs,
		List<String> examples) {

	public Section {
		headings = List.copyOf(headings);
		paragraphs = List.copyOf(paragraphs);
		examples = List.copyOf(examples);
	}

	/**
	 * The headings in one line, or the page's path before the first heading.
	 * @return the section's title
	 */
	public String title() {
		return this.headings.isEmpty() ? this.page : String.join(" > ", this.headings);
	}

	/**
	 * Everything that a search looks at.
	 * @return the page's path, the title, the text and the examples
	 */
	public String content() {
		return String.join("\n", this.page, title(), String.join("\n", this.paragraphs),
				String.join("\n", this.examples));
	}

}
