package ai.prefactor.sample.agent;

import ai.prefactor.sample.docs.Section;

/**
 * A section that an answer was taken from.
 *
 * @param page the page's path, for example {@code how-to/testing.md}
 * @param section the section's title
 */
public record Source(String page, String section) {

	static Source of(Section section) {
		return new Source(section.page(), section.title());
	}

	@Override
	public String toString() {
		return this.page + " (" + this.section + ")";
	}

}
