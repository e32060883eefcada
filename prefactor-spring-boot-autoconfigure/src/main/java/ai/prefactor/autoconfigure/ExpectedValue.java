package ai.prefactor.autoconfigure;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * What a property of some type takes, in the user's words.
 *
 * @param reason what is wrong with a value that could not be converted
 * @param example what may be set instead
 */
record ExpectedValue(String reason, String example) {

	static ExpectedValue of(Class<?> type) {
		Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
		if (boxed.isEnum()) {
			String names = Stream.of(boxed.getEnumConstants())
				.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
				.collect(Collectors.joining(", "));
			return new ExpectedValue("It is not one of the known values.", "one of: " + names);
		}
		if (boxed == Duration.class) {
			return new ExpectedValue("It is not a duration.", "a duration with its unit, for example 500ms, 10s or 2m");
		}
		if (boxed == DataSize.class) {
			return new ExpectedValue("It is not a size.", "a size with its unit, for example 512B, 256KB or 4MB");
		}
		if (boxed == Boolean.class) {
			return new ExpectedValue("It is neither true nor false.", "true or false");
		}
		if (boxed == Integer.class) {
			return new ExpectedValue("It is not a whole number from -2147483648 to 2147483647.", "a whole number");
		}
		if (boxed == Double.class) {
			return new ExpectedValue("It is not a number.", "a number, for example 0.5");
		}
		return new ExpectedValue("It cannot be read as what is expected here.", "a value of its documented type");
	}

}
