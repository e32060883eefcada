package ai.prefactor.sample.docs;

import java.util.List;

/**
 * A page of the documentation.
 *
 * @param path where it stands, for example {@code how-to/testing.md}
 * @param sections its sections, in order
 */
public record Page(String path, List<Section> sections) {

	public Page {
		sections = List.copyOf(sections);
	}

	/**
	 * The name that one would ask for the page by, for example {@code testing}.
	 * @return the path without its folders and its extension
	 */
	public String name() {
		return this.path.substring(this.path.lastIndexOf('/') + 1).replaceFirst("\\.md$", "");
	}

}
