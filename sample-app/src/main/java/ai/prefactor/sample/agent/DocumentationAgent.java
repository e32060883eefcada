package ai.prefactor.sample.agent;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

import ai.prefactor.sample.docs.Section;
import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.Traced;

/**
 * Answers questions from the documentation. Each call is a run; each step is a bean of
 * its own, because a call from one method of an object to another is not traced.
 */
@Service
public class DocumentationAgent {

	private static final Logger logger = LoggerFactory.getLogger(DocumentationAgent.class);

	private final QuestionPlanner planner;

	private final PageReader pageReader;

	private final PageSearch pageSearch;

	private final SectionReader sectionReader;

	private final AnswerComposer composer;

	private final CurrentRun currentRun;

	DocumentationAgent(QuestionPlanner planner, PageReader pageReader, PageSearch pageSearch,
			SectionReader sectionReader, AnswerComposer composer, CurrentRun currentRun) {
		this.planner = planner;
		this.pageReader = pageReader;
		this.pageSearch = pageSearch;
		this.sectionReader = sectionReader;
		this.composer = composer;
		this.currentRun = currentRun;
	}

	/**
	 * Answers a question, or says that the documentation does not.
	 * @param question the question, in English
	 * @return the answer, with its sources
	 */
	@Traced(kind = SpanKind.AGENT)
	public Answer answer(String question) {
		Plan plan = this.planner.plan(question);
		List<Section> sections = find(plan).stream()
			.map((link) -> this.sectionReader.readSection(link.page(), link.anchor()))
			.toList();
		Draft draft = this.composer.composeAnswer(plan, sections);
		return new Answer(draft.text(), draft.sources(), this.currentRun.id());
	}

	private Set<SectionLink> find(Plan plan) {
		Set<SectionLink> links = new LinkedHashSet<>();
		if (!plan.terms().isEmpty()) {
			links.addAll(openPage(plan.page()));
			links.addAll(this.pageSearch.searchPages(plan.query()));
		}
		return links;
	}

	private List<SectionLink> openPage(String name) {
		try {
			return this.pageReader.readPage(name).stream().limit(1).toList();
		}
		catch (PageNotFoundException ex) {
			logger.debug("No page is called '{}', what a search finds has to do", name);
			return List.of();
		}
	}

}
