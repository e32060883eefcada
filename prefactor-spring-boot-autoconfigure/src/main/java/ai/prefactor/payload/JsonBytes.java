package ai.prefactor.payload;

import java.util.Arrays;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamWriteException;

/**
 * UTF-8 bytes of JSON up to a limit. The byte too many throws, and so does every one
 * after it: whoever swallows the first exception gets no further.
 */
final class JsonBytes {

	private static final byte[] HEX = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e',
			'f' };

	private static final int FIRST_CAPACITY = 128;

	private final int limit;

	private byte[] bytes;

	private int size;

	private boolean full;

	JsonBytes(long limit) {
		this.limit = (int) Math.max(0, Math.min(limit, Integer.MAX_VALUE - 16));
		this.bytes = new byte[Math.min(this.limit, FIRST_CAPACITY)];
	}

	int size() {
		return this.size;
	}

	boolean isFull() {
		return this.full;
	}

	void truncate(int size) {
		this.size = size;
	}

	byte[] toByteArray() {
		return Arrays.copyOf(this.bytes, this.size);
	}

	void ascii(String text) {
		for (int i = 0; i < text.length(); i++) {
			put(text.charAt(i));
		}
	}

	void quoted(CharSequence text) {
		put('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < 0x80) {
				escaped(c);
			}
			else if (c < 0x800) {
				put(0xC0 | (c >> 6));
				put(0x80 | (c & 0x3F));
			}
			else if (Text.isPair(text, i)) {
				supplementary(Character.toCodePoint(c, text.charAt(++i)));
			}
			else {
				threeBytes(Character.isSurrogate(c) ? '\uFFFD' : c);
			}
		}
		put('"');
	}

	void put(int value) {
		if (this.size == this.bytes.length) {
			grow();
		}
		this.bytes[this.size++] = (byte) value;
	}

	private void grow() {
		if (this.full || this.size == this.limit) {
			this.full = true;
			throw new StreamWriteException((JsonGenerator) null, "The payload is larger than its limit");
		}
		this.bytes = Arrays.copyOf(this.bytes, (int) Math.min(this.limit, this.size * 2L));
	}

	private void escaped(char c) {
		switch (c) {
			case '"', '\\' -> escape(c);
			case '\n' -> escape('n');
			case '\r' -> escape('r');
			case '\t' -> escape('t');
			case '\b' -> escape('b');
			case '\f' -> escape('f');
			default -> {
				if (c < 0x20) {
					ascii("\\u00");
					put(HEX[c >> 4]);
					put(HEX[c & 0xF]);
				}
				else {
					put(c);
				}
			}
		}
	}

	private void escape(char c) {
		put('\\');
		put(c);
	}

	private void threeBytes(char c) {
		put(0xE0 | (c >> 12));
		put(0x80 | ((c >> 6) & 0x3F));
		put(0x80 | (c & 0x3F));
	}

	private void supplementary(int codePoint) {
		put(0xF0 | (codePoint >> 18));
		put(0x80 | ((codePoint >> 12) & 0x3F));
		put(0x80 | ((codePoint >> 6) & 0x3F));
		put(0x80 | (codePoint & 0x3F));
	}

}
