package ai.prefactor.id;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * An id of Prefactor's: 48 bits of milliseconds since the epoch, 32 bits that hold a
 * 30-bit partition, 80 random bits. It is kept in binary and written as 32 characters of
 * lower-case Crockford base32, most significant bit first. Ids sort by their time.
 * Immutable.
 *
 * @since 0.1.0
 */
public final class Pfid implements Comparable<Pfid> {

	/**
	 * Number of characters of an id in its written form.
	 */
	public static final int LENGTH = 32;

	/**
	 * Largest partition: 30 bits.
	 */
	public static final int MAX_PARTITION = (1 << 30) - 1;

	private static final byte[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".getBytes(StandardCharsets.ISO_8859_1);

	private static final byte[] VALUES = values();

	// The first character is 0 to 7, so the upper two of the 48 bits stay zero
	private static final long TIME_MASK = (1L << 46) - 1;

	private final long high;

	private final long middle;

	private final int low;

	private Pfid(long high, long middle, int low) {
		this.high = high;
		this.middle = middle;
		this.low = low;
	}

	/**
	 * Puts an id together from its parts.
	 * @param epochMillis milliseconds since the epoch, up to the year 4199
	 * @param partition the partition, 0 to {@link #MAX_PARTITION}
	 * @param randomHigh 16 random bits, in the lower bits
	 * @param randomLow 64 random bits
	 * @return the id
	 * @throws IllegalArgumentException if the partition is out of range
	 */
	public static Pfid of(long epochMillis, int partition, int randomHigh, long randomLow) {
		if (partition < 0 || partition > MAX_PARTITION) {
			throw new IllegalArgumentException("'partition' must be between 0 and " + MAX_PARTITION);
		}
		long high = ((epochMillis & TIME_MASK) << 16) | (partition >>> 16);
		long middle = ((long) (partition & 0xFFFF) << 48) | ((long) (randomHigh & 0xFFFF) << 32) | (randomLow >>> 32);
		return new Pfid(high, middle, (int) randomLow);
	}

	/**
	 * Reads an id from its written form.
	 * @param text 32 characters of lower-case Crockford base32, the first {@code 0} to
	 * {@code 7}
	 * @return the id
	 * @throws IllegalArgumentException if the text is not an id
	 */
	public static Pfid parse(CharSequence text) {
		if (!isValid(text)) {
			throw new IllegalArgumentException("'text' must be a Prefactor id, but is '" + text + "'");
		}
		long high = 0;
		long middle = 0;
		int low = 0;
		for (int i = 0; i < LENGTH; i++) {
			// 160 bits move up by five places, through three words
			high = (high << 5) | (middle >>> 59);
			middle = (middle << 5) | (low >>> 27);
			low = (low << 5) | VALUES[text.charAt(i)];
		}
		return new Pfid(high, middle, low);
	}

	/**
	 * Whether a text is an id in its written form.
	 * @param text the text
	 * @return {@code true} if {@link #parse} would accept it
	 */
	public static boolean isValid(CharSequence text) {
		if (text.length() != LENGTH || text.charAt(0) > '7') {
			return false;
		}
		for (int i = 0; i < LENGTH; i++) {
			char c = text.charAt(i);
			if (c >= VALUES.length || VALUES[c] < 0) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The partition, which ids that belong together share.
	 * @return 0 to {@link #MAX_PARTITION}
	 */
	public int partition() {
		return (int) (((this.high & 0x3FFF) << 16) | (this.middle >>> 48));
	}

	/**
	 * When the id was made.
	 * @return the time, to the millisecond
	 */
	public Instant timestamp() {
		return Instant.ofEpochMilli(this.high >>> 16);
	}

	@Override
	public int compareTo(Pfid other) {
		int result = Long.compareUnsigned(this.high, other.high);
		if (result == 0) {
			result = Long.compareUnsigned(this.middle, other.middle);
		}
		return (result != 0) ? result : Integer.compareUnsigned(this.low, other.low);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Pfid that && this.high == that.high && this.middle == that.middle
				&& this.low == that.low;
	}

	@Override
	public int hashCode() {
		return Long.hashCode(this.high ^ this.middle) * 31 + this.low;
	}

	@Override
	public String toString() {
		// 160 bits in four parts, each of which makes eight characters
		byte[] text = new byte[LENGTH];
		put(text, 0, this.high >>> 24);
		put(text, 8, (this.high << 16) | (this.middle >>> 48));
		put(text, 16, this.middle >>> 8);
		put(text, 24, (this.middle << 32) | (this.low & 0xFFFFFFFFL));
		return new String(text, StandardCharsets.ISO_8859_1);
	}

	private static void put(byte[] text, int start, long part) {
		for (int i = 0; i < 8; i++) {
			text[start + i] = ALPHABET[(int) (part >>> (35 - 5 * i)) & 31];
		}
	}

	private static byte[] values() {
		byte[] values = new byte[128];
		Arrays.fill(values, (byte) -1);
		for (int i = 0; i < ALPHABET.length; i++) {
			values[ALPHABET[i]] = (byte) i;
		}
		return values;
	}

}
