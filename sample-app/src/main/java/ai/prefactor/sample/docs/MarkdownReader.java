package ai.prefactor.sample.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Splits a Markdown page into its sections, by its {@code #} headings. One reader reads
 * one page.
 */
final class MarkdownReader {

	private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.+?)(\\s+#+)?\\s*");

	private static final Pattern FENCE = Pattern.compile("\\s*(`{3,}|~{3,}).*");

	private final String page;

	private final List<Section> sections = new ArrayList<>();

	private final HeadingPath headings = new HeadingPath();

	private SectionText text = new SectionText();

	private @Nullable String openFence;

	MarkdownReader(String page) {
		this.page = page;
	}

	List<Section> read(String markdown) {
		markdown.lines().forEach(this::readLine);
		endSection();
		return List.copyOf(this.sections);
	}

	private void readLine(String line) {
		if (this.openFence != null) {
			readCode(line, this.openFence);
			return;
		}
		Matcher heading = HEADING.matcher(line);
		Matcher fence = FENCE.matcher(line);
		if (heading.matches()) {
			endSection();
			this.headings.enter(heading.group(1).length(), InlineMarkdown.plain(heading.group(2)).replace("`", ""));
		}
		else if (fence.matches()) {
			this.text.endBlock();
			this.openFence = fence.group(1);
		}
		else {
			this.text.addLine(line);
		}
	}

	private void readCode(String line, String fence) {
		if (line.strip().startsWith(fence)) {
			this.openFence = null;
			this.text.endBlock();
		}
		else {
			this.text.addCode(line);
		}
	}

	private void endSection() {
		this.text.endBlock();
		if (!this.text.isEmpty()) {
			this.sections.add(new Section(this.page, this.headings.titles(), this.headings.anchor(),
					this.text.paragraphs(), this.text.examples()));
		}
		this.text = new SectionText();
	}

}
