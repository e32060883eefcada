package ai.prefactor.benchmarks.process;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one measurement found, by name. A process that measures hands it to the one that
 * started it as a line of text.
 *
 * @param values the figures, in the order in which they were found
 */
public record Figures(Map<String, String> values) {

	private static final Logger logger = LoggerFactory.getLogger(Figures.class);

	private static final String PREFIX = "#figures ";

	public Figures {
		values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
	}

	/**
	 * No figures yet.
	 * @return to be added to
	 */
	public static Figures none() {
		return new Figures(Map.of());
	}

	/**
	 * Reads what {@link #print()} wrote.
	 * @param line a line of a process's output
	 * @return the figures, or nothing if the line holds none
	 */
	public static Optional<Figures> parse(String line) {
		if (!line.startsWith(PREFIX)) {
			return Optional.empty();
		}
		Map<String, String> values = new LinkedHashMap<>();
		for (String pair : line.substring(PREFIX.length()).split("\\|")) {
			int equals = pair.indexOf('=');
			values.put(pair.substring(0, equals), pair.substring(equals + 1));
		}
		return Optional.of(new Figures(values));
	}

	/**
	 * Adds a text.
	 * @param name its name
	 * @param value the text, without a bar
	 * @return more figures
	 */
	public Figures with(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.values);
		more.put(name, value);
		return new Figures(more);
	}

	/**
	 * Adds a number.
	 * @param name its name
	 * @param value the number
	 * @return more figures
	 */
	public Figures with(String name, double value) {
		return with(name, String.format(Locale.ROOT, "%.6f", value));
	}

	/**
	 * A text.
	 * @param name its name
	 * @return the text, or an empty one
	 */
	public String text(String name) {
		return this.values.getOrDefault(name, "");
	}

	/**
	 * A number.
	 * @param name its name
	 * @return the number, or one that is none
	 */
	public double number(String name) {
		String value = text(name);
		return value.isEmpty() ? Double.NaN : Double.parseDouble(value);
	}

	/**
	 * Writes the figures as one line.
	 */
	public void print() {
		StringBuilder line = new StringBuilder(PREFIX);
		this.values.forEach((name, value) -> line.append((line.length() > PREFIX.length()) ? "|" : "")
			.append(name)
			.append('=')
			.append(value));
		logger.info("{}", line);
	}

}
