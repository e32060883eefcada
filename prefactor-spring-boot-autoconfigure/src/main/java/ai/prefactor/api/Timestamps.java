package ai.prefactor.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import tools.jackson.core.JsonGenerator;

/**
 * Times as Prefactor writes them: ISO 8601, UTC, to the millisecond.
 */
final class Timestamps {

	// For years without four digits
	private static final DateTimeFormatter RARE = DateTimeFormatter
		.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static final char[] TEMPLATE = "0000-00-00T00:00:00.000Z".toCharArray();

	private static final int SECONDS_PER_DAY = 24 * 60 * 60;

	private Timestamps() {
	}

	static void write(JsonGenerator json, Instant time) {
		LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), (long) SECONDS_PER_DAY));
		if (date.getYear() < 0 || date.getYear() > 9999) {
			json.writeString(RARE.format(time));
			return;
		}
		int second = Math.floorMod(time.getEpochSecond(), SECONDS_PER_DAY);
		char[] text = TEMPLATE.clone();
		put(text, 3, date.getYear());
		put(text, 6, date.getMonthValue());
		put(text, 9, date.getDayOfMonth());
		put(text, 12, second / 3600);
		put(text, 15, second / 60 % 60);
		put(text, 18, second % 60);
		put(text, 22, time.getNano() / 1_000_000);
		json.writeString(text, 0, text.length);
	}

	private static void put(char[] text, int lastDigit, int value) {
		int at = lastDigit;
		for (int rest = value; rest > 0; rest /= 10) {
			text[at--] += (char) (rest % 10);
		}
	}

}
