package ai.prefactor.sample.docs;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a reader stands in a page: the current heading, those above it, and its anchor,
 * made as the usual Markdown viewers make it.
 */
final class HeadingPath {

	private final TreeMap<Integer, String> titles = new TreeMap<>();

	private final Map<String, Integer> seen = new HashMap<>();

	private String anchor = "";

	void enter(int level, String title) {
		this.titles.tailMap(level, true).clear();
		this.titles.put(level, title);
		String slug = title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
		int before = this.seen.merge(slug, 1, Integer::sum) - 1;
		this.anchor = (before == 0) ? slug : slug + "-" + before;
	}

	List<String> titles() {
		return List.copyOf(this.titles.values());
	}

	String anchor() {
		return this.anchor;
	}

}
