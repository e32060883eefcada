package ai.prefactor.sample;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import ai.prefactor.sample.docs.Documentation;
import ai.prefactor.sample.docs.DocumentationLoader;
import ai.prefactor.sample.docs.Relevance;
import ai.prefactor.sample.docs.SectionIndex;

/**
 * Loads the pages once, when the application starts, and indexes them in memory.
 */
@Configuration(proxyBeanMethods = false)
class DocumentationConfiguration {

	@Bean
	Documentation documentation(SampleProperties properties) {
		return new DocumentationLoader(new PathMatchingResourcePatternResolver()).load(properties.documentation());
	}

	@Bean
	SectionIndex sectionIndex(Documentation documentation) {
		return new SectionIndex(documentation.sections());
	}

	@Bean
	Relevance relevance(SectionIndex sectionIndex) {
		return new Relevance(sectionIndex);
	}

}
