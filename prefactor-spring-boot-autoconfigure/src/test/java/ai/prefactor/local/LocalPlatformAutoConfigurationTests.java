package ai.prefactor.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import ai.prefactor.autoconfigure.PrefactorAutoConfiguration;
import ai.prefactor.autoconfigure.PrefactorConnectionDetails;
import ai.prefactor.autoconfigure.PrefactorTransportAutoConfiguration;
import ai.prefactor.autoconfigure.TestApplication;
import ai.prefactor.span.SpanKind;
import ai.prefactor.support.OurThreads;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Tracer;
import ai.prefactor.transport.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class LocalPlatformAutoConfigurationTests {

	private static final String WINS = "prefactor.api.token or prefactor.api.url is set, "
			+ "so prefactor.local.enabled counts for nothing";

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LocalPlatformAutoConfiguration.class,
				PrefactorTransportAutoConfiguration.class, PrefactorAutoConfiguration.class))
		.withPropertyValues("prefactor.retry.max-retries=0");

	private final ApplicationContextRunner runner = this.plain.withPropertyValues("prefactor.local.enabled=true",
			"prefactor.local.port=0");

	@Test
	void startShouldTakeAnyFreePortAndNoToken() {
		this.runner.run((context) -> {
			LocalPlatform platform = context.getBean("prefactorLocalPlatform", LocalPlatform.class);
			assertThat(platform.port()).isPositive();
			assertThat(context).getBean(PrefactorConnectionDetails.class).satisfies((connection) -> {
				assertThat(connection.getUrl()).isEqualTo(platform.url());
				assertThat(connection.getToken()).isNull();
				assertThat(connection.isTokenRequired()).isFalse();
			});
		});
	}

	@Test
	void finishedRunShouldBePrintedAsATree(CapturedOutput output) {
		this.runner.run(LocalPlatformAutoConfigurationTests::trace);
		assertThat(output).containsPattern("agent +handle");
	}

	@Test
	void finishedRunWhenPrintingIsOffShouldBeKeptQuietly(CapturedOutput output) {
		this.runner.withPropertyValues("prefactor.local.print-runs=false").run((context) -> {
			trace(context);
			assertThat(context.getBean(Transport.class).status().counts().delivered()).isEqualTo(1);
		});
		assertThat(output).doesNotContain("handle");
	}

	@Test
	void startWhenNotAskedForShouldStartNothing() {
		this.plain.withPropertyValues("prefactor.api.token=token", "prefactor.api.url=http://127.0.0.1:9")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LocalPlatform.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "prefactor.api.token=token", "prefactor.api.url=http://127.0.0.1:9" })
	void startWhenAnotherPlatformIsConfiguredShouldSayOnceThatItWins(String configured, CapturedOutput output) {
		this.runner.withPropertyValues("prefactor.api.token=token", configured).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(LocalPlatform.class);
			assertThat(output.getOut().split(WINS, -1)).hasSize(2);
			assertThat(output.getOut().lines()).filteredOn((line) -> line.contains(WINS))
				.allMatch((line) -> line.contains("INFO"));
		});
	}

	@Test
	void startWhenTheTokenIsEmptyShouldStillBeLocal() {
		this.runner.withPropertyValues("prefactor.api.token=")
			.run((context) -> assertThat(context).hasSingleBean(LocalPlatform.class));
	}

	@Test
	void connectionDetailsOfTheUserShouldWin() {
		UserConnection details = new UserConnection();
		this.runner.withBean(PrefactorConnectionDetails.class, () -> details).run((context) -> {
			assertThat(context).getBean(PrefactorConnectionDetails.class).isSameAs(details);
			assertThat(context).doesNotHaveBean(LocalPlatform.class);
		});
	}

	@Test
	void startWhenThePortIsInUseShouldSayWhichPropertyToChange() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			int port = taken.getLocalPort();
			FailureAnalysis failure = new TestApplication(Application.class).property("prefactor.local.enabled", "true")
				.property("prefactor.local.port", Integer.toString(port))
				.failure();
			assertThat(failure.getDescription()).isEqualTo("""
					Prefactor's embedded platform could not start:

					    Property: prefactor.local.port
					    Value: "%d"
					    Reason: Port %d is already in use.""".formatted(port, port));
			assertThat(failure.getAction()).isEqualTo("Stop what listens on port " + port
					+ ", or set prefactor.local.port to another port (0 takes any free one).");
		}
	}

	@Test
	void closeShouldDeliverFirstAndThenStopListening(CapturedOutput output) {
		Set<Thread> before = OurThreads.alive();
		this.runner.run((context) -> context.getBean(Tracer.class).start(SpanSpec.of("open", SpanKind.AGENT)));
		assertThat(output).containsPattern("agent +open").contains("1 spans delivered, 0 not delivered");
		await().untilAsserted(() -> assertThat(OurThreads.since(before)).isEmpty());
	}

	private static void trace(ApplicationContext context) {
		context.getBean(Tracer.class).start(SpanSpec.of("handle", SpanKind.AGENT)).end();
		assertThat(context.getBean(Transport.class).flush(Duration.ofSeconds(10))).isTrue();
	}

	private record UserConnection() implements PrefactorConnectionDetails {

		@Override
		public URI getUrl() {
			return URI.create("http://127.0.0.1:9");
		}

		@Override
		public @Nullable String getToken() {
			return "token";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LocalPlatformAutoConfiguration.class, PrefactorTransportAutoConfiguration.class,
			PrefactorAutoConfiguration.class })
	static class Application {

	}

}
