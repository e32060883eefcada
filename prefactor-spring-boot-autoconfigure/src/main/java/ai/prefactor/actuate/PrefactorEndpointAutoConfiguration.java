package ai.prefactor.actuate;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import ai.prefactor.agent.AgentRuns;
import ai.prefactor.autoconfigure.PrefactorAutoConfiguration;
import ai.prefactor.autoconfigure.PrefactorConnectionDetails;
import ai.prefactor.autoconfigure.PrefactorProperties;
import ai.prefactor.payload.PayloadCapture;
import ai.prefactor.schema.SchemaRegistry;
import ai.prefactor.transport.Transport;

/**
 * {@link AutoConfiguration Auto-configuration} for {@code /actuator/prefactor}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = PrefactorAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(PrefactorEndpoint.class)
@ConditionalOnBean({ AgentRuns.class, PrefactorConnectionDetails.class })
public final class PrefactorEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "prefactorEndpoint")
	PrefactorEndpoint prefactorEndpoint(Transport transport, AgentRuns runs, SchemaRegistry schemas,
			PayloadCapture capture, PrefactorProperties properties, PrefactorConnectionDetails connection) {
		return new PrefactorEndpoint(transport, runs,
				new ConfigurationInForce(properties, connection, runs.agent(), schemas, capture));
	}

}
