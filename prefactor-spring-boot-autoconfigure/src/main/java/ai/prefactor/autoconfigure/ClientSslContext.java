package ai.prefactor.autoconfigure;

import java.util.List;

import javax.net.ssl.SSLException;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * An SSL bundle as Reactor Netty takes it.
 */
final class ClientSslContext {

	private ClientSslContext() {
	}

	static SslContext of(SslBundle bundle) {
		SslOptions options = bundle.getOptions();
		SslContextBuilder builder = SslContextBuilder.forClient()
			.keyManager(bundle.getManagers().getKeyManagerFactory())
			.trustManager(bundle.getManagers().getTrustManagerFactory())
			.protocols(options.getEnabledProtocols())
			.clientAuth(ClientAuth.NONE);
		if (options.getCiphers() != null) {
			builder.ciphers(List.of(options.getCiphers()));
		}
		try {
			return builder.build();
		}
		catch (SSLException ex) {
			throw new PrefactorConfigurationException("prefactor.api.ssl.bundle", null,
					"The SSL bundle cannot be used: " + ex.getMessage(),
					"Check the certificates and keys of the bundle.");
		}
	}

}
