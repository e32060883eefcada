package ai.prefactor.sample.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects the lines of one section: paragraphs, list items and table rows as text,
 * blocks of code as examples.
 */
final class SectionText {

	private static final Pattern LIST_ITEM = Pattern.compile("\\s*(?:[-*+]|\\d+[.)])\\s+(.*)");

	private static final Pattern TABLE_RULE = Pattern.compile("\\|[\\s:|-]+");

	private static final String CELL_EDGE = "\\s*((?<!\\\\)\\|\\s*)+";

	private static final Pattern RULE = Pattern.compile("(-{3,}|\\*{3,}|_{3,})");

	private final List<String> paragraphs = new ArrayList<>();

	private final List<String> examples = new ArrayList<>();

	private final StringBuilder paragraph = new StringBuilder();

	private final StringBuilder code = new StringBuilder();

	private boolean inList;

	void addLine(String line) {
		if (isIndentedCode(line)) {
			addCode(line);
			return;
		}
		endExample();
		String text = line.strip().replaceFirst("^(>\\s*)+", "");
		Matcher item = LIST_ITEM.matcher(line);
		this.inList = item.matches() || (this.inList && (text.isEmpty() || line.startsWith(" ")));
		if (text.isEmpty() || text.startsWith("<") || RULE.matcher(text).matches()) {
			endParagraph();
		}
		else if (text.startsWith("|")) {
			addTableRow(text);
		}
		else if (item.matches()) {
			endParagraph();
			this.paragraph.append(item.group(1));
		}
		else {
			this.paragraph.append(this.paragraph.isEmpty() ? "" : " ").append(text);
		}
	}

	void addCode(String line) {
		this.code.append(line).append('\n');
	}

	void endBlock() {
		endParagraph();
		endExample();
	}

	boolean isEmpty() {
		return this.paragraphs.isEmpty() && this.examples.isEmpty();
	}

	List<String> paragraphs() {
		return this.paragraphs;
	}

	List<String> examples() {
		return this.examples;
	}

	private boolean isIndentedCode(String line) {
		boolean indented = line.startsWith("    ") || line.startsWith("\t");
		return indented && !line.isBlank() && this.paragraph.isEmpty() && !this.inList;
	}

	private void addTableRow(String row) {
		endParagraph();
		if (!TABLE_RULE.matcher(row).matches()) {
			String cells = row.replaceAll("^" + CELL_EDGE + "|" + CELL_EDGE + "$", "");
			addParagraph(cells.replaceFirst(CELL_EDGE, ": ").replaceAll(CELL_EDGE, ", ").replace("\\|", "|"));
		}
		else if (!this.paragraphs.isEmpty()) {
			// The row before the rule names the columns
			this.paragraphs.remove(this.paragraphs.size() - 1);
		}
	}

	private void endParagraph() {
		addParagraph(this.paragraph.toString());
		this.paragraph.setLength(0);
	}

	private void endExample() {
		String example = this.code.toString().stripTrailing().stripIndent();
		this.code.setLength(0);
		if (!example.isEmpty()) {
			this.examples.add(example);
		}
	}

	private void addParagraph(String text) {
		String plain = InlineMarkdown.plain(text).strip();
		if (!plain.isEmpty()) {
			this.paragraphs.add(plain);
		}
	}

}
