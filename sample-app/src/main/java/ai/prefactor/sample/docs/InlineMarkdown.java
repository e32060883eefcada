package ai.prefactor.sample.docs;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the marks out of a line of Markdown: links become their text, emphasis goes,
 * images go, code stays as it is.
 */
final class InlineMarkdown {

	private static final Pattern MARKS = Pattern.compile("(?<code>`[^`]+`)|!\\[[^]]*]\\([^)]*\\)"
			+ "|\\[(?<link>[^]]+)]\\([^)]*\\)|\\*\\*(?<bold>.+?)\\*\\*|(?<![\\w*])\\*(?<emphasis>[^\\s*][^*]*)\\*(?!\\w)");

	private InlineMarkdown() {
	}

	static String plain(String text) {
		return MARKS.matcher(text).replaceAll((match) -> Matcher.quoteReplacement(content(match)));
	}

	private static String content(MatchResult match) {
		for (int group = 1; group <= match.groupCount(); group++) {
			String content = match.group(group);
			if (content != null) {
				return content;
			}
		}
		return "";
	}

}
