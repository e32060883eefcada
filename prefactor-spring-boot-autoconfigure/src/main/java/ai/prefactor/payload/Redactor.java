package ai.prefactor.payload;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * Tells which names have values that nobody may see. A lookup allocates nothing, so every
 * name of every payload can be asked about.
 */
final class Redactor {

	static final String REPLACEMENT = "[redacted]";

	private final @Nullable String[] table;

	private final int longest;

	Redactor(Collection<String> keys) {
		this.table = new String[Integer.highestOneBit(Math.max(1, keys.size())) * 4];
		int longest = 0;
		for (String key : keys) {
			String normalised = normalise(key);
			int slot = slot(normalised, normalised.length());
			if (!normalised.isEmpty() && this.table[slot] == null) {
				this.table[slot] = normalised;
				longest = Math.max(longest, normalised.length());
			}
		}
		this.longest = longest;
	}

	boolean matches(String name) {
		int length = 0;
		for (int i = 0; i < name.length() && length <= this.longest; i++) {
			length += isSeparator(name.charAt(i)) ? 0 : 1;
		}
		return length > 0 && length <= this.longest && this.table[slot(name, length)] != null;
	}

	/**
	 * Where a name stands, or the free slot where it would.
	 */
	private int slot(String name, int length) {
		int hash = 0;
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			hash = isSeparator(c) ? hash : hash * 31 + Character.toLowerCase(c);
		}
		int slot = (hash ^ (hash >>> 16)) & (this.table.length - 1);
		for (String key = this.table[slot]; key != null && !same(key, name, length); key = this.table[slot]) {
			slot = (slot + 1) & (this.table.length - 1);
		}
		return slot;
	}

	private static boolean same(String key, String name, int length) {
		if (key.length() != length) {
			return false;
		}
		int at = 0;
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (!isSeparator(c) && Character.toLowerCase(c) != key.charAt(at++)) {
				return false;
			}
		}
		return true;
	}

	private static String normalise(String key) {
		StringBuilder normalised = new StringBuilder(key.length());
		key.chars()
			.filter((c) -> !isSeparator((char) c))
			.forEach((c) -> normalised.append(Character.toLowerCase((char) c)));
		return normalised.toString();
	}

	private static boolean isSeparator(char c) {
		return c == '-' || c == '_';
	}

}
