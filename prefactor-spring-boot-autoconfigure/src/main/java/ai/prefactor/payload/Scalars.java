package ai.prefactor.payload;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Values that cannot change, or are a short text already: they are kept as they are and
 * written when their payload is.
 */
final class Scalars {

	private static final Set<Class<?>> NUMBERS = Set.of(Byte.class, Short.class, Integer.class, Long.class, Float.class,
			Double.class);

	private static final int MAX_NUMBER_BITS = 4096;

	private static final int MAX_NUMBER_SCALE = 1000;

	private static final int MAX_NUMBER_LENGTH = 1300;

	// Longest text of a scalar that is neither a string nor a big number
	private static final int SHORT = 128;

	private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,4})?");

	private Scalars() {
	}

	/**
	 * What is kept of the value, or {@code null} if it is no scalar.
	 */
	static @Nullable Object hold(Object value, int maxLength) {
		if (value instanceof CharSequence text) {
			return Text.cut(text, maxLength);
		}
		if (value instanceof Boolean || value instanceof Character || value instanceof UUID
				|| value instanceof Enum<?>) {
			return value;
		}
		if (value instanceof Number number) {
			return isKept(number) ? value : null;
		}
		if (value instanceof URI || value instanceof Path || value instanceof File) {
			return Text.cut(value.toString(), maxLength);
		}
		return isTime(value) ? value : null;
	}

	static void write(JsonGenerator gen, @Nullable Object value) {
		if (value == null) {
			gen.writeNull();
		}
		else if (value instanceof String text) {
			Text.write(gen, text);
		}
		else if (value instanceof CapturedJson json) {
			gen.writeRawValue(json);
		}
		else if (value instanceof Boolean flag) {
			gen.writeBoolean(flag);
		}
		else if (value instanceof Number number) {
			write(gen, number);
		}
		else {
			gen.writeString(Text.wellFormed(text(value)));
		}
	}

	private static void write(JsonGenerator gen, Number value) {
		if (value instanceof BigDecimal decimal) {
			gen.writeNumber(decimal);
		}
		else if (value instanceof BigInteger integer) {
			gen.writeNumber(integer);
		}
		else if (!(value instanceof Double) && !(value instanceof Float)) {
			gen.writeNumber(value.longValue());
		}
		else if (!Double.isFinite(value.doubleValue())) {
			gen.writeString(value.toString());
		}
		else if (value instanceof Float single) {
			gen.writeNumber(single);
		}
		else {
			gen.writeNumber(value.doubleValue());
		}
	}

	private static String text(Object value) {
		if (value instanceof Enum<?> constant) {
			return constant.name();
		}
		if (value instanceof LocalDateTime time) {
			return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
		}
		if (value instanceof OffsetDateTime || value instanceof ZonedDateTime) {
			return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format((TemporalAccessor) value);
		}
		if (value instanceof LocalTime time) {
			return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
		}
		return value.toString();
	}

	/**
	 * Bytes of JSON that the value has at most. Found without looking at any character.
	 */
	static long sizeBound(@Nullable Object value) {
		if (value instanceof String text) {
			return 6L * text.length() + 2;
		}
		if (value instanceof CapturedJson json) {
			return json.size();
		}
		if (value instanceof Enum<?> constant) {
			return 6L * constant.name().length() + 2;
		}
		return isBig(value) ? MAX_NUMBER_LENGTH : SHORT;
	}

	/**
	 * Bytes of JSON that the value has; quotes are counted where there may be some.
	 */
	static long size(@Nullable Object value) {
		if (value == null) {
			return 4;
		}
		return (value instanceof CapturedJson json) ? json.size() : Text.quotedSize(text(value));
	}

	/**
	 * Bytes of memory that the value holds, roughly.
	 */
	static long weight(@Nullable Object value) {
		if (value instanceof String text) {
			return Text.weight(text);
		}
		if (value instanceof CapturedJson json) {
			return 32L + json.size();
		}
		return isBig(value) ? MAX_NUMBER_BITS / 8 : 24;
	}

	private static boolean isBig(@Nullable Object value) {
		return value instanceof BigInteger || value instanceof BigDecimal;
	}

	static boolean isSmall(BigInteger value) {
		return value.bitLength() <= MAX_NUMBER_BITS;
	}

	static boolean isSmall(BigDecimal value) {
		return Math.abs((long) value.scale()) <= MAX_NUMBER_SCALE && isSmall(value.unscaledValue());
	}

	static boolean isJsonNumber(String text) {
		return text.length() <= MAX_NUMBER_LENGTH && JSON_NUMBER.matcher(text).matches();
	}

	private static boolean isKept(Number number) {
		Class<?> type = number.getClass();
		return NUMBERS.contains(type) || (type == BigInteger.class && isSmall((BigInteger) number))
				|| (type == BigDecimal.class && isSmall((BigDecimal) number));
	}

	private static boolean isTime(Object value) {
		return (value instanceof TemporalAccessor || value instanceof TemporalAmount || value instanceof ZoneId)
				&& value.getClass().getPackageName().equals("java.time");
	}

}
