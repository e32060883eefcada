package ai.prefactor.sample.agent;

import org.springframework.stereotype.Component;

import ai.prefactor.sample.docs.Documentation;
import ai.prefactor.sample.docs.Section;
import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.Traced;

/**
 * A tool: reads one section.
 */
@Component
class SectionReader {

	private final Documentation documentation;

	SectionReader(Documentation documentation) {
		this.documentation = documentation;
	}

	@Traced(kind = SpanKind.TOOL)
	public Section readSection(String page, String anchor) {
		return this.documentation.section(page, anchor)
			.orElseThrow(() -> new PageNotFoundException("No section is at '%s#%s'.".formatted(page, anchor)));
	}

}
