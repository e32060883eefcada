package ai.prefactor.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Reads the Retry-After header: seconds, or a date.
 */
final class RetryAfter {

	/**
	 * What a server can ask for at most: a mistake in its header must not silence us for
	 * days.
	 */
	static final Duration MAX = Duration.ofHours(1);

	private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

	private static final int LONG_DIGITS = 18;

	private RetryAfter() {
	}

	/**
	 * How long the server asks to wait.
	 * @param header the header's value
	 * @param clock tells how far away a date is
	 * @return not negative, at most {@link #MAX}; {@code null} if the header says nothing
	 * that makes sense
	 */
	static @Nullable Duration parse(@Nullable String header, InstantSource clock) {
		if (header == null || header.isBlank()) {
			return null;
		}
		String value = header.strip();
		return isDigits(value) ? seconds(value) : untilDate(value, clock);
	}

	private static boolean isDigits(String value) {
		return value.chars().allMatch((c) -> c >= '0' && c <= '9');
	}

	private static Duration seconds(String digits) {
		if (digits.length() > LONG_DIGITS) {
			return MAX;
		}
		long seconds = Long.parseLong(digits);
		return (seconds < MAX.toSeconds()) ? Duration.ofSeconds(seconds) : MAX;
	}

	private static @Nullable Duration untilDate(String value, InstantSource clock) {
		try {
			Duration left = Duration.between(clock.instant(), DATE.parse(value, Instant::from));
			if (left.isNegative()) {
				return null;
			}
			return (left.compareTo(MAX) < 0) ? left : MAX;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
