package ai.prefactor.sample.docs;

import java.util.List;
import java.util.Optional;

/**
 * All pages. Immutable, and so safe to be read by many threads.
 */
public final class Documentation {

	private final List<Page> pages;

	private final List<Section> sections;

	public Documentation(List<Page> pages) {
		this.pages = List.copyOf(pages);
		this.sections = this.pages.stream().flatMap((page) -> page.sections().stream()).toList();
	}

	public List<Page> pages() {
		return this.pages;
	}

	public List<Section> sections() {
		return this.sections;
	}

	/**
	 * Finds a page by its name, whatever folder it is in.
	 * @param name the name, for example {@code testing}
	 * @return the page, if there is one
	 */
	public Optional<Page> page(String name) {
		return this.pages.stream().filter((page) -> page.name().equalsIgnoreCase(name)).findFirst();
	}

	/**
	 * Finds a section by where it stands.
	 * @param path the page's path, for example {@code how-to/testing.md}
	 * @param anchor the section's anchor
	 * @return the section, if there is one
	 */
	public Optional<Section> section(String path, String anchor) {
		return this.sections.stream()
			.filter((section) -> section.page().equals(path) && section.anchor().equals(anchor))
			.findFirst();
	}

}
