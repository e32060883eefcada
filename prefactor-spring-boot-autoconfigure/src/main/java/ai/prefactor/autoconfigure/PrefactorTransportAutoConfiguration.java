package ai.prefactor.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;

import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.http.RequestListener;
import ai.prefactor.transport.QueueingTransport;
import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportListener;

/**
 * {@link AutoConfiguration Auto-configuration} for the transport: how what was recorded
 * gets to Prefactor.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = "org.springframework.boot.reactor.netty.autoconfigure.ReactorNettyAutoConfiguration")
@EnableConfigurationProperties(PrefactorProperties.class)
public final class PrefactorTransportAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(PrefactorConnectionDetails.class)
	PropertiesPrefactorConnectionDetails prefactorConnectionDetails(PrefactorProperties properties,
			Environment environment, ObjectProvider<SslBundles> sslBundles) {
		return new PropertiesPrefactorConnectionDetails(properties, environment, sslBundles);
	}

	@Bean
	@ConditionalOnMissingBean
	TerminationMonitor prefactorTerminationMonitor() {
		return new TerminationMonitor();
	}

	@Bean
	@ConditionalOnMissingBean(Transport.class)
	QueueingTransport prefactorTransport(PrefactorProperties properties, PrefactorConnectionDetails connection,
			TerminationMonitor terminations, ObjectProvider<TransportListener> transportListeners,
			ObjectProvider<RequestListener> requestListeners, ObjectProvider<ReactorResourceFactory> resources) {
		StartupChecks.check(properties, connection);
		TransportAssembly assembly = new TransportAssembly(properties, connection, resources.getIfUnique());
		return assembly.transport(terminations, transportListeners.orderedStream().toList(),
				requestListeners.orderedStream().toList());
	}

}
