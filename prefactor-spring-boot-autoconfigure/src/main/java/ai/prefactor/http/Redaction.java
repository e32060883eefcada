package ai.prefactor.http;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Makes texts that a server sent fit for messages and logs: without the token, on one
 * line, not too long.
 */
final class Redaction {

	private static final String MASK = "******";

	private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

	private final @Nullable String token;

	Redaction(@Nullable String token) {
		this.token = token;
	}

	/**
	 * Cleans a text.
	 * @param text as it came
	 * @param maxLength what is left of it at most
	 * @return the text that may be shown
	 */
	String clean(String text, int maxLength) {
		String result = text;
		if (this.token != null) {
			result = result.replace(this.token, MASK).replace(escaped(this.token), MASK);
		}
		// Cut last: a token that is cut in two would not be found
		result = CONTROL.matcher(result).replaceAll(" ").strip();
		return (result.length() <= maxLength) ? result : result.substring(0, maxLength) + "...";
	}

	/**
	 * As it stands inside of a JSON text.
	 */
	private static String escaped(String token) {
		return token.replace("\\", "\\\\").replace("\"", "\\\"");
	}

}
