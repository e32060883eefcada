package ai.prefactor.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The content of a JSON string in UTF-8. Looks at eight bytes at a time and copies what
 * needs no escape as a whole: long texts are most of what is sent, and Jackson takes six
 * times as long for them.
 */
final class EscapedText {

	private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = ONES << 7;

	private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.ISO_8859_1);

	// The longest escape
	private static final int ROOM = 6;

	private byte[] escaped;

	private int size;

	private EscapedText(int capacity) {
		this.escaped = new byte[capacity];
	}

	/**
	 * Escapes a text.
	 * @param text any text without surrogates that stand alone
	 */
	static EscapedText of(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		EscapedText result = new EscapedText(bytes.length + bytes.length / 16 + ROOM);
		result.append(bytes);
		return result;
	}

	byte[] bytes() {
		return this.escaped;
	}

	int size() {
		return this.size;
	}

	private void append(byte[] text) {
		int start = 0;
		for (int next = nextEscape(text, 0); next < text.length; next = nextEscape(text, start)) {
			copy(text, start, next);
			escape(text[next]);
			start = next + 1;
		}
		copy(text, start, text.length);
	}

	/**
	 * The first byte that needs an escape, or the length if none does.
	 */
	private static int nextEscape(byte[] text, int from) {
		int i = from;
		for (; i <= text.length - Long.BYTES; i += Long.BYTES) {
			long found = escapesIn((long) WORDS.get(text, i));
			if (found != 0) {
				return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
			}
		}
		while (i < text.length && !needsEscape(text[i])) {
			i++;
		}
		return i;
	}

	/**
	 * Sets the highest bit of each byte that needs an escape; of the bytes above the
	 * lowest such one it may be set, too.
	 */
	private static long escapesIn(long word) {
		long quote = word ^ ('"' * ONES);
		long backslash = word ^ ('\\' * ONES);
		return ((word - ' ' * ONES) & ~word | (quote - ONES) & ~quote | (backslash - ONES) & ~backslash) & HIGH_BITS;
	}

	private static boolean needsEscape(byte value) {
		return (value >= 0 && value < ' ') || value == '"' || value == '\\';
	}

	private void copy(byte[] text, int start, int end) {
		int needed = this.size + end - start + ROOM;
		if (needed > this.escaped.length) {
			this.escaped = Arrays.copyOf(this.escaped, Math.max(needed, this.escaped.length + this.escaped.length / 2));
		}
		System.arraycopy(text, start, this.escaped, this.size, end - start);
		this.size += end - start;
	}

	private void escape(byte value) {
		put('\\');
		switch (value) {
			case '"', '\\' -> put(value);
			case '\n' -> put('n');
			case '\r' -> put('r');
			case '\t' -> put('t');
			case '\b' -> put('b');
			case '\f' -> put('f');
			default -> {
				put('u');
				put('0');
				put('0');
				put(HEX[value >> 4]);
				put(HEX[value & 0xF]);
			}
		}
	}

	private void put(int value) {
		this.escaped[this.size++] = (byte) value;
	}

}
