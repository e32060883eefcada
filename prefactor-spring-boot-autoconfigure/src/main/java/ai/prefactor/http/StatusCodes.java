package ai.prefactor.http;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A set of HTTP status codes, written as codes and ranges: {@code 429,500-599}.
 * Immutable.
 *
 * @since 0.1.0
 */
public final class StatusCodes {

	private static final int MIN = 100;

	private static final int MAX = 599;

	private static final Pattern ENTRY = Pattern.compile("(\\d{3})(?:\\s*-\\s*(\\d{3}))?");

	private final BitSet codes;

	private StatusCodes(BitSet codes) {
		this.codes = codes;
	}

	/**
	 * Reads a set from its written form.
	 * @param text codes and ranges between 100 and 599, separated by commas; empty for
	 * none
	 * @return the set
	 * @throws IllegalArgumentException if an entry is neither a code nor a range
	 */
	public static StatusCodes of(String text) {
		BitSet codes = new BitSet(MAX + 1);
		if (!text.isBlank()) {
			for (String entry : text.split(",", -1)) {
				add(codes, entry.strip());
			}
		}
		return new StatusCodes(codes);
	}

	private static void add(BitSet codes, String entry) {
		Matcher matcher = ENTRY.matcher(entry);
		if (!matcher.matches()) {
			throw invalid(entry, "is neither a status code nor a range of them");
		}
		int first = Integer.parseInt(matcher.group(1));
		int last = (matcher.group(2) != null) ? Integer.parseInt(matcher.group(2)) : first;
		if (first < MIN || last > MAX) {
			throw invalid(entry, "is outside " + MIN + " to " + MAX);
		}
		if (first > last) {
			throw invalid(entry, "ends before it starts");
		}
		codes.set(first, last + 1);
	}

	private static IllegalArgumentException invalid(String entry, String problem) {
		return new IllegalArgumentException(
				"'" + entry + "' " + problem + ". Write codes and ranges separated by commas, such as 429,500-599.");
	}

	/**
	 * Whether the set holds a code.
	 * @param status the code
	 * @return {@code true} if it does
	 */
	public boolean contains(int status) {
		return status >= 0 && this.codes.get(status);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof StatusCodes that && this.codes.equals(that.codes);
	}

	@Override
	public int hashCode() {
		return this.codes.hashCode();
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (int first = this.codes.nextSetBit(0); first >= 0;) {
			int end = this.codes.nextClearBit(first);
			text.append(text.isEmpty() ? "" : ",").append(first);
			if (end - 1 > first) {
				text.append('-').append(end - 1);
			}
			first = this.codes.nextSetBit(end);
		}
		return text.toString();
	}

}
