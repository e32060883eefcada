package ai.prefactor.sample.agent;

import java.util.List;

import org.springframework.stereotype.Component;

import ai.prefactor.sample.docs.Relevance;
import ai.prefactor.sample.docs.SectionIndex;
import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.Traced;

/**
 * Finds the sections that are about the question. Those that only share a word with it
 * are left out, so an unrelated question finds nothing.
 */
@Component
class PageSearch {

	private static final int CANDIDATES = 20;

	private static final int RESULTS = 3;

	private static final double MIN_RELEVANCE = 0.55;

	private final SectionIndex index;

	private final Relevance relevance;

	PageSearch(SectionIndex index, Relevance relevance) {
		this.index = index;
		this.relevance = relevance;
	}

	@Traced(kind = SpanKind.RETRIEVER)
	public List<SectionLink> searchPages(String query) {
		return this.index.search(query, CANDIDATES)
			.stream()
			.filter((section) -> this.relevance.of(query, section.content()) >= MIN_RELEVANCE)
			.limit(RESULTS)
			.map(SectionLink::to)
			.toList();
	}

}
