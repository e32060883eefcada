package ai.prefactor.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ai.prefactor.benchmarks.process.Figures;

/**
 * A table in Markdown.
 */
final class Table {

	private final StringBuilder text = new StringBuilder();

	Table(String... head) {
		row(head);
		row("--- ".repeat(head.length).split(" "));
	}

	Table row(String... cells) {
		this.text.append("| ").append(String.join(" | ", cells)).append(" |\n");
		return this;
	}

	/**
	 * Adds a row of figures.
	 * @param name what the row is about
	 * @param figures the figures
	 * @param columns their names
	 * @return this table
	 */
	Table row(String name, Figures figures, String... columns) {
		List<String> cells = new ArrayList<>();
		cells.add(name);
		for (String column : columns) {
			cells.add(number(figures.number(column)));
		}
		return row(cells.toArray(String[]::new));
	}

	static String number(double value) {
		if (Double.isNaN(value)) {
			return "-";
		}
		if (value == Math.rint(value) || Math.abs(value) >= 100) {
			return String.format(Locale.ROOT, "%,d", Math.round(value));
		}
		return String.format(Locale.ROOT, (Math.abs(value) < 1) ? "%.3f" : "%.1f", value);
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
