package ai.prefactor.sample.agent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.stereotype.Component;

import ai.prefactor.sample.docs.Relevance;
import ai.prefactor.sample.docs.Section;
import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.Traced;

/**
 * Puts an answer together from the sentences that come closest to the question, in their
 * own words and order, each with its source. Adds code where the plan asks for an
 * example. It never says what no page says.
 */
@Component
class AnswerComposer {

	private static final int MAX_QUOTES = 5;

	private static final double MIN_SCORE = 0.3;

	private static final double MIN_SHARE_OF_BEST = 0.5;

	private static final double TITLE_WEIGHT = 0.5;

	private final Relevance relevance;

	AnswerComposer(Relevance relevance) {
		this.relevance = relevance;
	}

	@Traced(kind = SpanKind.CHAIN)
	public Draft composeAnswer(Plan plan, List<Section> sections) {
		Map<Section, String> excerpts = new LinkedHashMap<>();
		sections.forEach((section) -> excerpts.put(section, ""));
		for (Quote quote : bestQuotes(plan, sections)) {
			excerpts.merge(quote.section(), " " + quote.sentence(), String::concat);
		}
		if (plan.example()) {
			addExample(plan, excerpts);
		}
		excerpts.values().removeIf(String::isEmpty);
		return excerpts.isEmpty() ? Draft.NOTHING_FOUND : Draft.of(excerpts);
	}

	private List<Quote> bestQuotes(Plan plan, List<Section> sections) {
		List<Quote> quotes = sections.stream().flatMap((section) -> quotes(plan, section).stream()).toList();
		double bestScore = quotes.stream().mapToDouble(Quote::score).max().orElse(0);
		double minScore = Math.max(MIN_SCORE, MIN_SHARE_OF_BEST * bestScore);
		Set<String> best = new HashSet<>();
		quotes.stream()
			.filter((quote) -> quote.score() >= minScore)
			.sorted(Comparator.comparingDouble(Quote::score).reversed())
			.map(Quote::sentence)
			.distinct()
			.limit(MAX_QUOTES)
			.forEach(best::add);
		// Each sentence once, where it comes first
		return quotes.stream().filter((quote) -> best.remove(quote.sentence())).toList();
	}

	private List<Quote> quotes(Plan plan, Section section) {
		double base = TITLE_WEIGHT * this.relevance.of(plan.query(), section.page() + " " + section.title());
		List<Quote> quotes = new ArrayList<>();
		for (String paragraph : section.paragraphs()) {
			for (String sentence : Sentences.of(paragraph)) {
				quotes.add(new Quote(section, sentence, base + this.relevance.of(plan.query(), sentence)));
			}
		}
		return quotes;
	}

	private void addExample(Plan plan, Map<Section, String> excerpts) {
		for (Section section : excerpts.keySet()) {
			if (!section.examples().isEmpty()) {
				excerpts.merge(section, "\n\n" + bestExample(plan, section), String::concat);
				return;
			}
		}
	}

	private String bestExample(Plan plan, Section section) {
		Comparator<String> byRelevance = Comparator.comparingDouble((code) -> this.relevance.of(plan.query(), code));
		return section.examples().stream().max(byRelevance).orElseThrow();
	}

}
