package ai.prefactor.autoconfigure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A value that still starts with <code>${</code>: what it refers to is set nowhere.
 */
final class UnresolvedPlaceholder {

	static final String REASON = "It is a placeholder that refers to nothing.";

	private static final Pattern NAME_ONLY = Pattern.compile("\\$\\{([\\w.-]+)}");

	private UnresolvedPlaceholder() {
	}

	static boolean isIn(@Nullable String value) {
		return value != null && value.stripLeading().startsWith("${");
	}

	static String action(String property, String value) {
		Matcher matcher = NAME_ONLY.matcher(value.strip());
		String missing = matcher.matches() ? matcher.group(1) : "what the placeholder refers to";
		return "Set " + missing + ", or give " + property + " another value.";
	}

	static void check(String property, @Nullable String value) {
		if (value != null && isIn(value)) {
			throw new PrefactorConfigurationException(property, ApiUrl.mask(value), REASON, action(property, value));
		}
	}

	/**
	 * As {@link #check}, for a value that must not be shown: a placeholder that is more
	 * than a name may hold a secret as its default.
	 */
	static void checkSecret(String property, @Nullable String value) {
		if (value != null && isIn(value)) {
			String shown = NAME_ONLY.matcher(value.strip()).matches() ? value.strip() : Secret.MASK;
			throw new PrefactorConfigurationException(property, shown, REASON, action(property, value));
		}
	}

}
