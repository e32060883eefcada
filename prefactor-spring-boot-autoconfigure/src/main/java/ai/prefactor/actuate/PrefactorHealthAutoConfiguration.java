package ai.prefactor.actuate;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import ai.prefactor.autoconfigure.PrefactorProperties;
import ai.prefactor.autoconfigure.PrefactorTransportAutoConfiguration;
import ai.prefactor.transport.Transport;

/**
 * {@link AutoConfiguration Auto-configuration} for {@code prefactor} in the application's
 * health.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = PrefactorTransportAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(Transport.class)
@ConditionalOnEnabledHealthIndicator("prefactor")
public final class PrefactorHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "prefactorHealthIndicator")
	PrefactorHealthIndicator prefactorHealthIndicator(Transport transport, PrefactorProperties properties) {
		return new PrefactorHealthIndicator(transport, properties.enabled(), properties.health().downWhenSuspended());
	}

}
