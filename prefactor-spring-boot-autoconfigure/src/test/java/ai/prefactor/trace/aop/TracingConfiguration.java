package ai.prefactor.trace.aop;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import ai.prefactor.schema.SchemaRegistry;
import ai.prefactor.trace.Tracer;

/**
 * The beans that the auto-configuration builds on.
 */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

	@Bean
	Tracing tracing() {
		return new Tracing();
	}

	@Bean
	Tracer tracer(Tracing tracing) {
		return tracing.tracer;
	}

	@Bean
	SchemaRegistry schemaRegistry(Tracing tracing) {
		return tracing.schemas;
	}

}
