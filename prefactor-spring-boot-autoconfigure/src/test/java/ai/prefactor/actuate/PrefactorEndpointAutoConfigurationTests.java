package ai.prefactor.actuate;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import ai.prefactor.agent.AgentRun;
import ai.prefactor.agent.AgentRuns;
import ai.prefactor.autoconfigure.PrefactorAutoConfiguration;
import ai.prefactor.autoconfigure.PrefactorConnectionDetails;
import ai.prefactor.autoconfigure.PrefactorTransportAutoConfiguration;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.payload.CaptureSettings;
import ai.prefactor.payload.PayloadCapture;
import ai.prefactor.support.FakeTransport;
import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportState;

import static org.assertj.core.api.Assertions.assertThat;

class PrefactorEndpointAutoConfigurationTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final ApplicationContextRunner hidden = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(PrefactorTransportAutoConfiguration.class, PrefactorAutoConfiguration.class,
						PrefactorEndpointAutoConfiguration.class, JacksonEndpointAutoConfiguration.class))
		.withBean(Transport.class, () -> new FakeTransport(TransportState.DEGRADED, "503 from the server"));

	private final ApplicationContextRunner runner = this.hidden
		.withPropertyValues("management.endpoints.web.exposure.include=prefactor", "prefactor.api.token=s3cr3t");

	@Test
	void endpointShouldNeedToBeExposed() {
		this.hidden.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PrefactorEndpoint.class));
		this.runner.run((context) -> assertThat(context).hasSingleBean(PrefactorEndpoint.class));
	}

	@Test
	void endpointOfTheUserShouldTakeThePlaceOfOurs() {
		this.runner.withBean("prefactorEndpoint", String.class, () -> "of the user")
			.run((context) -> assertThat(context).doesNotHaveBean(PrefactorEndpoint.class));
	}

	@Test
	void startWithoutRunsShouldHaveNoEndpoint() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PrefactorEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=prefactor")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PrefactorEndpoint.class));
	}

	@Test
	void transportShouldShowHowDeliveryGoes() {
		this.runner.run((context) -> {
			JsonNode report = report(context);
			assertThat(report.path("transport")).isEqualTo(json("""
					{"state": "DEGRADED", "since": "2026-03-04T05:06:07Z", "consecutiveFailures": 2,
					 "lastFailure": "503 from the server", "lastFailureAt": "2026-03-04T05:06:08Z"}"""));
			assertThat(report.path("queue"))
				.isEqualTo(json("{\"depth\": 10, \"bytes\": 250, \"capacity\": 100, \"maxBytes\": 1000}"));
			assertThat(report.path("counts")).isEqualTo(json("""
					{"delivered": 5, "lost": {"queue_full": 2, "run_rejected": 1}, "unknown": 3, "runsLost": 4,
					 "runsLeftOpen": 8, "payloadsDropped": 6, "retries": 7}"""));
		});
	}

	@Test
	void runsShouldBeThoseUnderWayOldestFirst() {
		this.runner.run((context) -> {
			AgentRuns runs = context.getBean(AgentRuns.class);
			AgentRun first = runs.open();
			AgentRun second = runs.open();
			runs.open().finish();
			context.getBean(TerminationMonitor.class).terminate(second.id(), "enough");
			JsonNode report = report(context);
			assertThat(report.path("activeRuns").intValue()).isEqualTo(2);
			assertThat(report.path("runs")).isEqualTo(json("""
					[{"id": "%s", "startedAt": "%s", "terminated": false},
					 {"id": "%s", "startedAt": "%s", "terminated": true}]""".formatted(first.id(), first.startedAt(),
					second.id(), second.startedAt())));
		});
	}

	@Test
	void runsShouldBeAHundredAtMost() {
		this.runner.run((context) -> {
			for (int i = 0; i < 101; i++) {
				context.getBean(AgentRuns.class).open();
			}
			JsonNode report = report(context);
			assertThat(report.path("activeRuns").intValue()).isEqualTo(101);
			assertThat(report.path("runs")).hasSize(100);
		});
	}

	@Test
	void configurationShouldShowTheDefaultsThatAreInForce() {
		this.runner.withPropertyValues("spring.application.name=Support Desk").run((context) -> {
			JsonNode configuration = report(context).path("configuration");
			assertThat(configuration.path("capture").path("redactKeys").valueStream().map(JsonNode::stringValue))
				.containsExactlyElementsOf(CaptureSettings.DEFAULT_REDACT_KEYS.stream().sorted().toList());
			((ObjectNode) configuration.path("capture")).remove("redactKeys");
			assertThat(configuration).isEqualTo(json("""
					{"enabled": true,
					 "api": {"url": "https://app.prefactorai.com", "token": "******", "connectTimeout": "PT10S",
					  "requestTimeout": "PT30S"},
					 "agent": {"identifier": "v1.0.0", "name": "Support Desk", "description": "", "purpose": "live",
					  "updateCurrentVersion": true, "spanTypePrefix": "support-desk"},
					 "run": {"linger": "PT30S"},
					 "sampleRate": 1.0,
					 "capture": {"inputs": true, "outputs": true, "maxInputLength": 10000, "maxOutputLength": 10000,
					  "maxPayloadSize": 262144},
					 "retry": {"maxRetries": 3, "initialDelay": "PT1S", "multiplier": 2.0, "maxDelay": "PT1M",
					  "onStatusCodes": ["429", "500-599"]},
					 "queue": {"type": "memory", "capacity": 100000, "maxBytes": 67108864, "workers": 2,
					  "overflow": "drop", "blockTimeout": "PT0.1S"},
					 "batch": {"enabled": true, "maxItems": 1000, "maxBytes": 4194304, "linger": "PT0.2S"},
					 "shutdownTimeout": "PT10S"}"""));
		});
	}

	@Test
	void configurationShouldShowWhatIsSet() {
		this.runner.withPropertyValues("prefactor.agent.id=a1", "prefactor.agent.identifier=v7",
				"prefactor.agent.purpose=smoke-test", "prefactor.agent.environment-id=e1",
				"prefactor.agent.span-type-prefix=desk", "prefactor.api.ssl.bundle=inner", "prefactor.sample-rate=0.25")
			.run((context) -> {
				JsonNode configuration = report(context).path("configuration");
				assertThat(configuration.path("agent")).isEqualTo(json("""
						{"id": "a1", "identifier": "v7", "name": "app", "description": "", "environmentId": "e1",
						 "purpose": "smoke_test", "updateCurrentVersion": true, "spanTypePrefix": "desk"}"""));
				assertThat(configuration.path("api").path("sslBundle").stringValue()).isEqualTo("inner");
				assertThat(configuration.path("sampleRate").doubleValue()).isEqualTo(0.25);
			});
	}

	@Test
	void configurationShouldBeThatOfTheBeansInForce() {
		this.runner.withBean(PayloadCapture.class, () -> new PayloadCapture(CaptureSettings.defaults()))
			.withPropertyValues("prefactor.capture.max-input-length=3")
			.run((context) -> assertThat(report(context).at("/configuration/capture/maxInputLength").intValue())
				.isEqualTo(CaptureSettings.DEFAULT_MAX_LENGTH));
	}

	@Test
	void reportShouldHoldNoSecret() {
		PrefactorConnectionDetails details = connection("https://me:pa55@host:8443/base?key=pa55", "s3cr3t");
		this.runner.withBean(PrefactorConnectionDetails.class, () -> details).run((context) -> {
			JsonNode report = report(context);
			assertThat(report.at("/configuration/api/url").stringValue())
				.isEqualTo("https://******@host:8443/base?******");
			assertThat(report.at("/configuration/api/token").stringValue()).isEqualTo("******");
			assertThat(report.toString()).doesNotContain("pa55").doesNotContain("s3cr3t");
		});
	}

	@Test
	void configurationWhenThereIsNoTokenShouldShowNone() {
		this.runner.withBean(PrefactorConnectionDetails.class, () -> connection("http://127.0.0.1:8787", null))
			.run((context) -> {
				JsonNode api = report(context).at("/configuration/api");
				assertThat(api.path("url").stringValue()).isEqualTo("http://127.0.0.1:8787");
				assertThat(api.has("token")).isFalse();
			});
	}

	@Test
	void configurationWhenDisabledWithABadUrlShouldShowItMasked() {
		this.runner.withPropertyValues("prefactor.enabled=false", "prefactor.api.url=https://me:pa55@host")
			.run((context) -> {
				JsonNode configuration = report(context).path("configuration");
				assertThat(configuration.path("enabled").booleanValue()).isFalse();
				assertThat(configuration.at("/api/url").stringValue()).isEqualTo("https://******@host");
			});
	}

	/**
	 * As the actuator writes it.
	 */
	private static JsonNode report(ApplicationContext context) {
		PrefactorReport report = context.getBean(PrefactorEndpoint.class).report();
		return json(context.getBean(EndpointJsonMapper.class).get().writeValueAsString(report));
	}

	private static JsonNode json(String text) {
		return JSON.readTree(text);
	}

	private static PrefactorConnectionDetails connection(String url, @Nullable String token) {
		return new PrefactorConnectionDetails() {

			@Override
			public URI getUrl() {
				return URI.create(url);
			}

			@Override
			public @Nullable String getToken() {
				return token;
			}

		};
	}

}
