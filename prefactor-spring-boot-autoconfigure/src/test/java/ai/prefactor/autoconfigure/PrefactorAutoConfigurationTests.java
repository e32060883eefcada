package ai.prefactor.autoconfigure;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.ObjectMapper;

import org.springframework.aop.Advisor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.TaskExecutor;
import org.springframework.retry.RetryOperations;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.client.RestOperations;
import org.springframework.web.reactive.function.client.WebClient;

import ai.prefactor.actuate.PrefactorEndpointAutoConfiguration;
import ai.prefactor.actuate.PrefactorHealthAutoConfiguration;
import ai.prefactor.agent.AgentRun;
import ai.prefactor.agent.AgentRuns;
import ai.prefactor.agent.RunSampler;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.id.PfidGenerator;
import ai.prefactor.local.LocalPlatformAutoConfiguration;
import ai.prefactor.metrics.PrefactorMetricsAutoConfiguration;
import ai.prefactor.payload.CaptureSettings;
import ai.prefactor.payload.PayloadCapture;
import ai.prefactor.schema.AgentDescriptor;
import ai.prefactor.schema.SchemaRegistry;
import ai.prefactor.span.SpanKind;
import ai.prefactor.support.FakeTransport;
import ai.prefactor.test.PrefactorRecorder;
import ai.prefactor.test.RecordedSpan;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Tracer;
import ai.prefactor.trace.aop.TracedAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PrefactorAutoConfigurationTests {

	private static final AgentDescriptor OTHER_AGENT = new AgentDescriptor(null, null, "9", "other", "", "eval", false);

	private final ApplicationContextRunner plain = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(PrefactorTransportAutoConfiguration.class, PrefactorAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.plain.withBean(PrefactorRecorder.class);

	@Test
	void startShouldSupplyWhatTraces() {
		this.runner.run((context) -> assertThat(context).hasBean("prefactorSchemaRegistry")
			.hasBean("prefactorPayloadCapture")
			.hasBean("prefactorAgentRuns")
			.hasBean("prefactorTracer")
			.hasSingleBean(SchemaRegistry.class)
			.hasSingleBean(PayloadCapture.class)
			.hasSingleBean(AgentRuns.class)
			.hasSingleBean(Tracer.class));
	}

	@Test
	void schemaRegistryOfTheUserShouldTakeThePlaceOfOurs() {
		this.runner.withBean(SchemaRegistry.class, () -> new SchemaRegistry("own", List.of("agent"))).run((context) -> {
			assertThat(context).hasSingleBean(SchemaRegistry.class);
			trace(context);
			assertThat(span(context).data().type()).isEqualTo("own:agent");
		});
	}

	@Test
	void payloadCaptureOfTheUserShouldTakeThePlaceOfOurs() {
		CaptureSettings inputsOff = new CaptureSettings(false, true, 10, 10, 100, Set.of());
		this.runner.withBean(PayloadCapture.class, () -> new PayloadCapture(inputsOff)).run((context) -> {
			assertThat(context).hasSingleBean(PayloadCapture.class);
			context.getBean(Tracer.class).start(SpanSpec.of("handle", SpanKind.AGENT)).input("question", "why").end();
			assertThat(span(context).inputs().isEmpty()).isTrue();
		});
	}

	@Test
	void agentRunsOfTheUserShouldTakeThePlaceOfOurs() {
		ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
		FakeTransport sink = new FakeTransport();
		AgentRuns runs = new AgentRuns(OTHER_AGENT, new SchemaRegistry("own", List.of()), RunSampler.never(), sink,
				new TerminationMonitor(),
				PfidGenerator.forAgent(null, InstantSource.system(), ThreadLocalRandom::current),
				new AgentRuns.Timing(InstantSource.system(), System::nanoTime, Duration.ZERO, scheduler));
		this.runner.withBean(AgentRuns.class, () -> runs).run((context) -> {
			assertThat(context).getBean(AgentRuns.class).isSameAs(runs);
			trace(context);
			assertThat(context.getBean(PrefactorRecorder.class).runs()).isEmpty();
		});
		scheduler.shutdownNow();
	}

	@Test
	void tracerOfTheUserShouldTakeThePlaceOfOurs() {
		this.runner.withBean("own", Tracer.class)
			.run((context) -> assertThat(context).hasSingleBean(Tracer.class).hasBean("own"));
	}

	@Test
	void agentShouldBeCalledAsTheApplicationIs() {
		this.runner.withPropertyValues("spring.application.name=Support Desk")
			.withBean(BuildProperties.class, PrefactorAutoConfigurationTests::build)
			.run((context) -> {
				trace(context);
				assertThat(context.getBean(PrefactorRecorder.class).run().agent())
					.isEqualTo(new AgentDescriptor(null, null, "4.2", "Support Desk", "", "live", true));
				assertThat(span(context).data().type()).isEqualTo("support-desk:agent");
			});
	}

	@Test
	void agentShouldBeCalledAsThePropertiesSay() {
		this.runner
			.withPropertyValues("prefactor.agent.id=a1", "prefactor.agent.identifier=v7", "prefactor.agent.name=Helper",
					"prefactor.agent.description=helps", "prefactor.agent.environment-id=e1",
					"prefactor.agent.purpose=smoke-test", "prefactor.agent.update-current-version=false")
			.run((context) -> assertThat(context.getBean(AgentRuns.class).agent())
				.isEqualTo(new AgentDescriptor("a1", "e1", "v7", "Helper", "helps", "smoke_test", false)));
	}

	@Test
	void captureShouldGoByTheProperties() {
		this.runner
			.withPropertyValues("prefactor.capture.outputs=false", "prefactor.capture.max-input-length=3",
					"prefactor.capture.max-output-length=4", "prefactor.capture.max-payload-size=1KB",
					"prefactor.capture.redact-keys=pin,tan")
			.run((context) -> assertThat(context.getBean(PayloadCapture.class).settings())
				.isEqualTo(new CaptureSettings(true, false, 3, 4, 1024, Set.of("pin", "tan"))));
	}

	@Test
	void redactKeysWhenNotSetShouldBeTheGoodList() {
		this.runner.run((context) -> assertThat(context.getBean(PayloadCapture.class).settings().redactKeys())
			.isEqualTo(CaptureSettings.DEFAULT_REDACT_KEYS));
	}

	@Test
	void sampleRateZeroShouldRecordNothing() {
		this.runner.withPropertyValues("prefactor.sample-rate=0").run((context) -> {
			trace(context);
			assertThat(context.getBean(PrefactorRecorder.class).actions()).isEmpty();
		});
	}

	@Test
	void runThatLingersShouldBeEndedAfterTheConfiguredTime() {
		this.runner.withPropertyValues("prefactor.run.linger=0s").run((context) -> {
			AgentRun run = context.getBean(AgentRuns.class).open();
			context.getBean(Tracer.class).start(SpanSpec.of("forgotten", SpanKind.TOOL), run);
			run.finish();
			await().untilAsserted(() -> assertThat(context.getBean(PrefactorRecorder.class).run().tree())
				.isEqualTo("tool forgotten cancelled\n"));
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { ObjectMapper.class, WebClient.class, WebClient.Builder.class, RestOperations.class,
			HttpClient.class, TaskExecutor.class, Executor.class, TaskScheduler.class, RetryOperations.class,
			InstantSource.class })
	void contextShouldGetNothingGeneric(Class<?> type) {
		everything().run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(type));
	}

	@Test
	void beansShouldBeCalledPrefactor() {
		everything().run((context) -> {
			assertThat(context).hasBean("prefactorEndpoint")
				.hasBean("prefactorHealthIndicator")
				.hasBean("prefactorRequestMetrics")
				.hasBean("prefactorLocalPlatform");
			Stream<String> ours = Arrays.stream(context.getBeanDefinitionNames())
				.filter((name) -> !name.startsWith("org.springframework."))
				.filter((name) -> !name.startsWith("ai.prefactor.") && !name.startsWith("prefactor-ai.prefactor."));
			assertThat(ours).isNotEmpty().allMatch((name) -> name.startsWith("prefactor"));
		});
	}

	@Test
	void contextShouldGetNoAdviceForOthers() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(Advisor.class));
	}

	/**
	 * All of our auto-configurations, and none of Boot's.
	 */
	private ApplicationContextRunner everything() {
		return this.plain
			.withConfiguration(AutoConfigurations.of(LocalPlatformAutoConfiguration.class,
					PrefactorMetricsAutoConfiguration.class, PrefactorHealthAutoConfiguration.class,
					PrefactorEndpointAutoConfiguration.class, TracedAutoConfiguration.class))
			.withBean("prefactorTestRegistry", SimpleMeterRegistry.class)
			.withPropertyValues("prefactor.local.enabled=true", "prefactor.local.port=0",
					"management.endpoints.web.exposure.include=prefactor");
	}

	private static void trace(ApplicationContext context) {
		context.getBean(Tracer.class).start(SpanSpec.of("handle", SpanKind.AGENT)).end();
	}

	private static RecordedSpan span(ApplicationContext context) {
		return context.getBean(PrefactorRecorder.class).run().span("handle");
	}

	private static BuildProperties build() {
		Properties entries = new Properties();
		entries.setProperty("version", "4.2");
		return new BuildProperties(entries);
	}

}
