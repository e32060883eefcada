package ai.prefactor.autoconfigure;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import ai.prefactor.agent.AgentRuns;
import ai.prefactor.agent.RunSampler;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.id.PfidGenerator;
import ai.prefactor.payload.PayloadCapture;
import ai.prefactor.schema.AgentDescriptor;
import ai.prefactor.schema.SchemaRegistry;
import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.Tracer;
import ai.prefactor.transport.Transport;

/**
 * {@link AutoConfiguration Auto-configuration} for tracing: runs, spans, and their life
 * in the application.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = PrefactorTransportAutoConfiguration.class,
		afterName = "org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration")
@EnableConfigurationProperties(PrefactorProperties.class)
public final class PrefactorAutoConfiguration {

	private final PrefactorProperties properties;

	private final AgentDefaults defaults;

	PrefactorAutoConfiguration(PrefactorProperties properties, Environment environment,
			ObjectProvider<BuildProperties> build) {
		this.properties = properties;
		BuildProperties info = build.getIfUnique();
		this.defaults = AgentDefaults.resolve(properties.agent(), environment.getProperty("spring.application.name"),
				(info != null) ? info.getVersion() : null);
	}

	@Bean
	@ConditionalOnMissingBean
	SchemaRegistry prefactorSchemaRegistry() {
		return new SchemaRegistry(this.defaults.spanTypePrefix(),
				Arrays.stream(SpanKind.values()).map(SpanKind::id).toList());
	}

	@Bean
	@ConditionalOnMissingBean
	PayloadCapture prefactorPayloadCapture() {
		return new PayloadCapture(new SettingsMapper(this.properties).capture());
	}

	@Bean
	LingerScheduler prefactorLingerScheduler() {
		return new LingerScheduler();
	}

	@Bean
	@ConditionalOnMissingBean
	AgentRuns prefactorAgentRuns(SchemaRegistry schemas, Transport transport, TerminationMonitor terminations,
			LingerScheduler scheduler) {
		AgentDescriptor agent = new SettingsMapper(this.properties).agent(this.defaults);
		RunSampler sampler = this.properties.enabled()
				? RunSampler.ofRate(this.properties.sampleRate(), ThreadLocalRandom::current) : RunSampler.never();
		PfidGenerator ids = PfidGenerator.forAgent(agent.id(), InstantSource.system(), ThreadLocalRandom::current);
		AgentRuns.Timing timing = new AgentRuns.Timing(InstantSource.system(), System::nanoTime,
				this.properties.run().linger(), scheduler.executor());
		return new AgentRuns(agent, schemas, sampler, transport, terminations, ids, timing);
	}

	@Bean
	@ConditionalOnMissingBean
	Tracer prefactorTracer(AgentRuns runs, SchemaRegistry schemas, PayloadCapture capture) {
		return new Tracer(runs, schemas, capture);
	}

	// In a child context the parent's serves: what is shared stops with its owner
	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean
	PrefactorLifecycle prefactorLifecycle(AgentRuns runs, Transport transport) {
		return new PrefactorLifecycle(this.properties.enabled(), this.properties.shutdownTimeout(), runs, transport);
	}

}
