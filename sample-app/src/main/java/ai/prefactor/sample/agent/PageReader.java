package ai.prefactor.sample.agent;

import java.util.List;

import org.springframework.stereotype.Component;

import ai.prefactor.sample.docs.Documentation;
import ai.prefactor.sample.docs.Page;
import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.Traced;

/**
 * A tool: opens a page by its name. A page that does not exist is an error, and its span
 * a failed one; the agent goes on without it.
 */
@Component
class PageReader {

	private final Documentation documentation;

	PageReader(Documentation documentation) {
		this.documentation = documentation;
	}

	@Traced(kind = SpanKind.TOOL)
	public List<SectionLink> readPage(String name) {
		Page page = this.documentation.page(name)
			.orElseThrow(() -> new PageNotFoundException("No page is called '%s'.".formatted(name)));
		return page.sections().stream().map(SectionLink::to).toList();
	}

}
