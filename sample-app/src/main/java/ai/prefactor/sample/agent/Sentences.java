package ai.prefactor.sample.agent;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Cuts a paragraph into sentences that can stand alone: one that lacks its full stop, or
 * has a colon in its place, gets one.
 */
final class Sentences {

	private static final Pattern ENDED = Pattern.compile("[.!?][)\"']?$");

	private Sentences() {
	}

	static List<String> of(String paragraph) {
		BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
		breaks.setText(paragraph);
		List<String> sentences = new ArrayList<>();
		int start = breaks.first();
		for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
			String sentence = paragraph.substring(start, end).strip();
			sentences.add(ENDED.matcher(sentence).find() ? sentence : sentence.replaceFirst(":?$", "."));
			start = end;
		}
		return sentences;
	}

}
