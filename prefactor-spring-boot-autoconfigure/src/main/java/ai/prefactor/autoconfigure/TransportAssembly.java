package ai.prefactor.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.http.client.ReactorResourceFactory;

import ai.prefactor.api.ApiClients;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.http.ApiConnection;
import ai.prefactor.http.HttpSettings;
import ai.prefactor.http.PrefactorHttpClient;
import ai.prefactor.http.RequestListener;
import ai.prefactor.http.RetrySettings;
import ai.prefactor.http.Sleeper;
import ai.prefactor.transport.QueueingTransport;
import ai.prefactor.transport.TransportBuilder;
import ai.prefactor.transport.TransportListener;

/**
 * Puts the transport together from what is configured.
 */
final class TransportAssembly {

	private final SettingsMapper settings;

	private final boolean enabled;

	private final PrefactorConnectionDetails connection;

	private final @Nullable ReactorResourceFactory resources;

	TransportAssembly(PrefactorProperties properties, PrefactorConnectionDetails connection,
			@Nullable ReactorResourceFactory resources) {
		this.settings = new SettingsMapper(properties);
		this.enabled = properties.enabled();
		this.connection = connection;
		this.resources = resources;
	}

	QueueingTransport transport(TerminationMonitor terminations, List<TransportListener> transportListeners,
			List<RequestListener> requestListeners) {
		TransportBuilder builder = new TransportBuilder(this.settings.transport(), terminations, transportListeners);
		PrefactorHttpClient http = http(new RequestListeners(requestListeners, builder.listener()));
		RetrySettings retry = this.settings.retry();
		return builder.build((singleAttempt) -> ApiClients.create(http, retry, Sleeper.system(),
				ThreadLocalRandom::current, singleAttempt), http::close);
	}

	private PrefactorHttpClient http(RequestListener listener) {
		HttpSettings http = this.settings.http(new DetailsConnection(this.connection));
		return PrefactorHttpClient.builder(http)
			.sslContext(sslContext())
			.loopResources(loopResources())
			.listener(listener)
			.build();
	}

	/**
	 * The application's own resources. Global ones are left to Reactor Netty, which makes
	 * new ones when another context of the JVM has disposed of them.
	 */
	private @Nullable LoopResources loopResources() {
		ReactorResourceFactory resources = this.resources;
		return (resources != null && !resources.isUseGlobalResources()) ? resources.getLoopResources() : null;
	}

	private @Nullable SslContext sslContext() {
		// While disabled, nothing that is wrong with the connection stops the application
		SslBundle bundle = this.enabled ? this.connection.getSslBundle() : null;
		return (bundle != null) ? ClientSslContext.of(bundle) : null;
	}

	/**
	 * Connection details as the HTTP client asks for them.
	 *
	 * @param details the details
	 */
	private record DetailsConnection(PrefactorConnectionDetails details) implements ApiConnection {

		@Override
		public URI url() {
			return this.details.getUrl();
		}

		@Override
		public @Nullable String token() {
			return this.details.getToken();
		}

	}

}
