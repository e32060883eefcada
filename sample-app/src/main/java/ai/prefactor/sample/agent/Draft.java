package ai.prefactor.sample.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.prefactor.sample.docs.Section;

/**
 * What an answer says and where it was taken from.
 *
 * @param text the text
 * @param sources the sections that it was taken from, empty if nothing was found
 */
record Draft(String text, List<Source> sources) {

	static final Draft NOTHING_FOUND = new Draft("The documentation says nothing about that.", List.of());

	Draft {
		sources = List.copyOf(sources);
	}

	static Draft of(Map<Section, String> excerpts) {
		List<Source> sources = new ArrayList<>();
		List<String> parts = new ArrayList<>();
		excerpts.forEach((section, excerpt) -> {
			Source source = Source.of(section);
			sources.add(source);
			parts.add(source + ": " + excerpt.strip());
		});
		return new Draft(String.join("\n\n", parts), sources);
	}

}
