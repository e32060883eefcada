package ai.prefactor.sample.docs;

import java.util.Set;

/**
 * Says how much of a question a text is about: which share of the question's words it
 * contains, where a word counts the more the fewer sections have it. A word that no
 * section has counts most, so that a question about something else stays without an
 * answer even if it shares a few everyday words with the documentation.
 */
public final class Relevance {

	private final SectionIndex index;

	public Relevance(SectionIndex index) {
		this.index = index;
	}

	/**
	 * Compares a text with a question.
	 * @param question the question's words
	 * @param text the text
	 * @return from 0 (has nothing of it) to 1 (has every word)
	 */
	public double of(String question, String text) {
		Set<String> present = this.index.stems(text);
		double asked = 0;
		double answered = 0;
		for (String stem : this.index.stems(question)) {
			double weight = weight(stem);
			asked += weight;
			answered += present.contains(stem) ? weight : 0;
		}
		return (asked > 0) ? answered / asked : 0;
	}

	private double weight(String stem) {
		return Math.log(1 + (this.index.size() + 1) / (this.index.sectionsWith(stem) + 0.5));
	}

}
