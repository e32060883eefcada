package ai.prefactor.payload;

import java.io.OutputStream;

import tools.jackson.core.JsonGenerator;

/**
 * Strings as they may leave: cut to a length, and with every surrogate in a pair.
 */
final class Text {

	private static final String SUFFIX = "... [truncated]";

	private static final char REPLACEMENT = '\uFFFD';

	// The string and the header of its array
	private static final int STRING_WEIGHT = 40;

	// No method tells whether a string keeps one byte per character or two, but what
	// runs over its characters is made for the one or the other
	private static final Class<?> ONE_BYTE = "a".chars().spliterator().getClass();

	private static final boolean COMPACT = ONE_BYTE != "\u0100".chars().spliterator().getClass();

	// Shorter strings are not worth the question
	private static final int SHORT = 64;

	private Text() {
	}

	/**
	 * Keeps a number of characters and says so if there were more. A surrogate pair is
	 * never split.
	 */
	static String cut(CharSequence text, int max) {
		if (text.length() <= max) {
			return text.toString();
		}
		int end = (max > 0 && isPair(text, max - 1)) ? max - 1 : max;
		return new StringBuilder(end + SUFFIX.length()).append(text, 0, end).append(SUFFIX).toString();
	}

	/**
	 * Writes a text as a value. A long one is turned into bytes as a whole, which is
	 * faster than character by character.
	 */
	static void write(JsonGenerator gen, String text) {
		if (text.length() < SHORT || !(gen.streamWriteOutputTarget() instanceof OutputStream)) {
			gen.writeString(wellFormed(text));
			return;
		}
		EscapedText escaped = EscapedText.of(wellFormed(text));
		gen.writeRawUTF8String(escaped.bytes(), 0, escaped.size());
	}

	/**
	 * Replaces surrogates that stand alone: they have no UTF-8 form, and strict parsers
	 * refuse them.
	 */
	static String wellFormed(String text) {
		if (isOneByte(text)) {
			return text;
		}
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				return repaired(text, i);
			}
		}
		return text;
	}

	private static String repaired(String text, int from) {
		StringBuilder result = new StringBuilder(text.length()).append(text, 0, from);
		for (int i = from; i < text.length(); i++) {
			char c = text.charAt(i);
			if (isPair(text, i)) {
				result.append(c).append(text.charAt(++i));
			}
			else {
				result.append(Character.isSurrogate(c) ? REPLACEMENT : c);
			}
		}
		return result.toString();
	}

	/**
	 * Number of bytes of the text as a JSON string, quotes included.
	 */
	static long quotedSize(CharSequence text) {
		long size = 2;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < 0x80) {
				size += escapedSize(c);
			}
			else if (c < 0x800) {
				size += 2;
			}
			else if (isPair(text, i)) {
				size += 4;
				i++;
			}
			else {
				size += 3;
			}
		}
		return size;
	}

	/**
	 * Bytes of memory that the text holds, whoever else may hold it, too.
	 */
	static long weight(String text) {
		long bytes = isOneByte(text) ? text.length() : 2L * text.length();
		return STRING_WEIGHT + ((bytes + 7) & ~7L);
	}

	private static boolean isOneByte(String text) {
		return COMPACT && text.length() >= SHORT && text.charAt(text.length() / 2) < 0x100
				&& text.chars().spliterator().getClass() == ONE_BYTE;
	}

	static boolean isPair(CharSequence text, int at) {
		return Character.isHighSurrogate(text.charAt(at)) && at + 1 < text.length()
				&& Character.isLowSurrogate(text.charAt(at + 1));
	}

	private static int escapedSize(char c) {
		if (c >= 0x20) {
			return (c == '"' || c == '\\') ? 2 : 1;
		}
		return (c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f') ? 2 : 6;
	}

}
