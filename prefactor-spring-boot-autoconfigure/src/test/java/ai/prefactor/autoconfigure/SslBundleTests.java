package ai.prefactor.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.KeyManagerFactory;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import ai.prefactor.http.RequestListener;
import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A platform whose certificate only an SSL bundle knows.
 */
class SslBundleTests {

	private static final String PASSWORD = "changeit";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, PrefactorTransportAutoConfiguration.class,
				PrefactorAutoConfiguration.class))
		.withPropertyValues("prefactor.api.token=token", "prefactor.retry.max-retries=0",
				"prefactor.shutdown-timeout=0s");

	@TempDir
	private Path directory;

	private Path store;

	private DisposableServer server;

	@BeforeEach
	void startServer() throws IOException, InterruptedException, GeneralSecurityException {
		this.store = this.directory.resolve("platform.p12");
		Process keytool = new ProcessBuilder(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
						"platform", "-keyalg", "EC", "-dname", "CN=platform", "-ext", "SAN=ip:127.0.0.1", "-storetype",
						"PKCS12", "-storepass", PASSWORD, "-keystore", this.store.toString()))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(keytool.waitFor()).isZero();
		SslContext ssl = serverContext();
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.secure((spec) -> spec.sslContext(ssl))
			.handle((request, response) -> response.header("Content-Type", "application/json")
				.sendString(Mono.just("{\"status\":\"success\"}")))
			.bindNow();
	}

	@AfterEach
	void stopServer() {
		this.server.disposeNow();
	}

	@Test
	void certificateThatTheBundleTrustsShouldBeTrusted() {
		this.runner
			.withPropertyValues("prefactor.api.url=" + url(), "prefactor.api.ssl.bundle=inner",
					"spring.ssl.bundle.jks.inner.truststore.location=file:" + this.store,
					"spring.ssl.bundle.jks.inner.truststore.password=" + PASSWORD)
			.withBean(Pings.class)
			.run((context) -> {
				await().untilAsserted(() -> assertThat(context.getBean(Pings.class).statuses()).containsExactly(200));
				assertThat(context.getBean(Transport.class).status().state()).isEqualTo(TransportState.HEALTHY);
			});
	}

	@Test
	void certificateWithoutTheBundleShouldBeRefused() {
		this.runner.withPropertyValues("prefactor.api.url=" + url()).run((context) -> {
			Transport transport = context.getBean(Transport.class);
			await().untilAsserted(() -> assertThat(transport.status().state()).isEqualTo(TransportState.DEGRADED));
			assertThat(transport.status().lastFailure()).contains("could not agree on TLS with " + url() + ": ");
		});
	}

	private String url() {
		return "https://127.0.0.1:" + this.server.port();
	}

	private SslContext serverContext() throws IOException, GeneralSecurityException {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(this.store)) {
			keys.load(input, PASSWORD.toCharArray());
		}
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keys, PASSWORD.toCharArray());
		return SslContextBuilder.forServer(factory).build();
	}

	static final class Pings implements RequestListener {

		private final List<Integer> statuses = new CopyOnWriteArrayList<>();

		List<Integer> statuses() {
			return this.statuses;
		}

		@Override
		public void requested(String operation, Outcome outcome, int status, Duration duration) {
			this.statuses.add(status);
		}

	}

}
