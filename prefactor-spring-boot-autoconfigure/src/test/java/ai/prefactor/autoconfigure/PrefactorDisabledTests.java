package ai.prefactor.autoconfigure;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import ai.prefactor.agent.AgentRun;
import ai.prefactor.agent.AgentRuns;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.local.LocalPlatform;
import ai.prefactor.local.LocalPlatformAutoConfiguration;
import ai.prefactor.payload.PayloadCapture;
import ai.prefactor.schema.SchemaRegistry;
import ai.prefactor.span.SpanKind;
import ai.prefactor.support.OurThreads;
import ai.prefactor.support.ScriptedServer;
import ai.prefactor.trace.ActiveSpan;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Tracer;
import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of Prefactor while it is switched off.
 */
class PrefactorDisabledTests {

	private static final SpanSpec AGENT = SpanSpec.of("handle", SpanKind.AGENT);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LocalPlatformAutoConfiguration.class,
				PrefactorTransportAutoConfiguration.class, PrefactorAutoConfiguration.class))
		.withPropertyValues("prefactor.enabled=false");

	@Test
	void startShouldSupplyEveryBeanWithoutAToken() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(Tracer.class)
			.hasSingleBean(AgentRuns.class)
			.hasSingleBean(PayloadCapture.class)
			.hasSingleBean(SchemaRegistry.class)
			.hasSingleBean(Transport.class)
			.hasSingleBean(TerminationMonitor.class)
			.hasSingleBean(PrefactorConnectionDetails.class));
	}

	@Test
	void startShouldStartNoEmbeddedPlatform() {
		this.runner.withPropertyValues("prefactor.local.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LocalPlatform.class));
	}

	@Test
	void tracingShouldRunTheCodeAndSendNothing() {
		try (ScriptedServer server = new ScriptedServer()) {
			this.runner.withPropertyValues("prefactor.api.url=" + server.url(), "prefactor.api.token=token")
				.run((context) -> {
					Tracer tracer = context.getBean(Tracer.class);
					assertThat(tracer.call(AGENT, () -> "answer")).isEqualTo("answer");
					assertThat(context.getBean(Transport.class).flush(Duration.ofSeconds(5))).isTrue();
				});
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void tracingShouldRecordNothing() {
		this.runner.run((context) -> {
			AgentRun run = context.getBean(AgentRuns.class).open();
			ActiveSpan span = context.getBean(Tracer.class).start(AGENT, run);
			assertThat(run.isRecorded()).isFalse();
			assertThat(span.isRecorded()).isFalse();
			assertThat(context.getBean(AgentRuns.class).active()).isEmpty();
			assertThat(context.getBean(Transport.class).status().state()).isEqualTo(TransportState.HEALTHY);
		});
	}

	@Test
	void tracingShouldStartNoThread() {
		Set<Thread> before = OurThreads.alive();
		this.runner.run((context) -> {
			AgentRun run = context.getBean(AgentRuns.class).open();
			context.getBean(Tracer.class).start(AGENT, run);
			run.finish();
			assertThat(OurThreads.since(before)).isEmpty();
		});
	}

}
