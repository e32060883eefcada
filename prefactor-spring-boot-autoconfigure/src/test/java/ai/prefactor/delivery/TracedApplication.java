package ai.prefactor.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import ai.prefactor.autoconfigure.PrefactorAutoConfiguration;
import ai.prefactor.autoconfigure.PrefactorTransportAutoConfiguration;
import ai.prefactor.support.OurThreads;
import ai.prefactor.support.ScriptedServer;
import ai.prefactor.trace.Tracer;
import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportState;
import ai.prefactor.transport.TransportStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application that sends to a scripted server, impatiently.
 */
final class TracedApplication implements AutoCloseable {

	private static final List<String> QUIETENED = List.of("ai.prefactor", "reactor.netty");

	private static final Duration SOON = Duration.ofSeconds(60);

	private final Set<Thread> threadsBefore = senders();

	private final DeliveryLedger ledger = new DeliveryLedger();

	private final ConfigurableApplicationContext context;

	private final Transport transport;

	private final Workload workload;

	TracedApplication(ScriptedServer server, String... properties) {
		this.context = new SpringApplicationBuilder(Beans.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.registerShutdownHook(false)
			.properties("prefactor.api.url=" + server.url(), "prefactor.api.token=token",
					"prefactor.api.connect-timeout=1s", "prefactor.api.request-timeout=500ms",
					"prefactor.retry.initial-delay=10ms", "prefactor.retry.max-delay=50ms",
					"prefactor.batch.linger=10ms", "prefactor.capture.max-input-length=1000000",
					"prefactor.capture.max-output-length=1000000", "prefactor.shutdown-timeout=10s",
					"logging.level." + QUIETENED.get(0) + "=ERROR", "logging.level." + QUIETENED.get(1) + "=ERROR",
					"logging.level.ai.prefactor.delivery=INFO")
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("ledger",
					DeliveryLedger.class, () -> this.ledger))
			.run(arguments(properties));
		this.transport = this.context.getBean(Transport.class);
		this.workload = new Workload(this.context.getBean(Tracer.class), this.ledger);
	}

	DeliveryLedger ledger() {
		return this.ledger;
	}

	Workload workload() {
		return this.workload;
	}

	TransportStatus status() {
		return this.transport.status();
	}

	/**
	 * Waits until attempts fail one after the other, whatever failed before.
	 */
	void awaitFailures() {
		int before = status().consecutiveFailures();
		await().atMost(SOON).until(() -> status().consecutiveFailures() > before + 3);
	}

	/**
	 * Waits until the token is known to be refused, and nobody tries more than that.
	 */
	void awaitSuspension() {
		await().atMost(SOON).until(() -> status().state() == TransportState.SUSPENDED);
		awaitFailures();
	}

	void flush() {
		assertThat(this.transport.flush(SOON)).as("flushed, " + this.transport.status()).isTrue();
	}

	@Override
	public void close() {
		this.context.close();
		// Levels outlive their context, and other tests read the log
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		QUIETENED.forEach((name) -> logging.setLogLevel(name, null));
	}

	/**
	 * Waits until no thread of the application is left.
	 */
	void awaitNoThreads() {
		await().untilAsserted(() -> assertThat(senders()).isSubsetOf(this.threadsBefore));
	}

	static Set<Thread> senders() {
		return OurThreads.alive()
			.stream()
			.filter((thread) -> !thread.getName().startsWith("prefactor-local"))
			.collect(Collectors.toSet());
	}

	private static String[] arguments(String... properties) {
		String[] arguments = new String[properties.length];
		for (int i = 0; i < properties.length; i++) {
			arguments[i] = "--" + properties[i];
		}
		return arguments;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ PrefactorTransportAutoConfiguration.class, PrefactorAutoConfiguration.class })
	static class Beans {

	}

}
