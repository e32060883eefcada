package ai.prefactor.metrics;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import ai.prefactor.autoconfigure.PrefactorTransportAutoConfiguration;
import ai.prefactor.transport.Transport;

/**
 * {@link AutoConfiguration Auto-configuration} for the meters, where Micrometer and a
 * registry are there.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = PrefactorTransportAutoConfiguration.class,
		afterName = {
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, Transport.class })
public final class PrefactorMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "prefactorTransportMetrics")
	TransportMetrics prefactorTransportMetrics(MeterRegistry registry) {
		return new TransportMetrics(registry);
	}

	@Bean
	@ConditionalOnMissingBean(name = "prefactorRequestMetrics")
	RequestMetrics prefactorRequestMetrics(MeterRegistry registry) {
		return new RequestMetrics(registry);
	}

	@Bean
	@ConditionalOnMissingBean(name = "prefactorQueueMetrics")
	QueueMetrics prefactorQueueMetrics(Transport transport) {
		return new QueueMetrics(transport);
	}

}
