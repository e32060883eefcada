package ai.prefactor.sample.agent;

import ai.prefactor.sample.docs.Section;

/**
 * Where a section stands, without its text.
 *
 * @param page the page's path
 * @param anchor the section's anchor in it
 * @param title the section's title
 */
record SectionLink(String page, String anchor, String title) {

	static SectionLink to(Section section) {
		return new SectionLink(section.page(), section.anchor(), section.title());
	}

}
