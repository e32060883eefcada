package ai.prefactor.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;

import ai.prefactor.agent.AgentRun;
import ai.prefactor.agent.AgentRuns;
import ai.prefactor.span.SpanKind;
import ai.prefactor.support.OurThreads;
import ai.prefactor.support.ScriptedServer;
import ai.prefactor.test.PrefactorRecorder;
import ai.prefactor.trace.ActiveSpan;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Tracer;
import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportState;

import static ai.prefactor.test.PrefactorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PrefactorLifecycleTests {

	private static final SpanSpec AGENT = SpanSpec.of("handle", SpanKind.AGENT);

	private static final SpanSpec TOOL = SpanSpec.of("lookup", SpanKind.TOOL);

	private final Set<Thread> threadsBefore = OurThreads.alive();

	private final ScriptedServer server = new ScriptedServer();

	private final Set<Thread> serverThreads = OurThreads.since(this.threadsBefore);

	private final ApplicationContextRunner plain = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(PrefactorTransportAutoConfiguration.class, PrefactorAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.plain.withPropertyValues("prefactor.api.token=token",
			"prefactor.api.url=" + this.server.url());

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void phaseShouldLieBetweenTheExecutorsAndReactorsResources() {
		this.runner.run((context) -> {
			assertThat(context.getBean(PrefactorLifecycle.class).getPhase()).isEqualTo(1024)
				.isLessThan(SmartLifecycle.DEFAULT_PHASE);
			assertThat(context.getBean(PrefactorLifecycle.class).isAutoStartup()).isTrue();
		});
	}

	@Test
	void startShouldCheckTheTokenOnce() {
		this.runner.run((context) -> {
			await().untilAsserted(() -> assertThat(this.server.requests("/ping")).isNotEmpty());
			assertThat(context.getBean(PrefactorLifecycle.class).isRunning()).isTrue();
			context.getBean(Tracer.class).start(AGENT).end();
			assertThat(context.getBean(Transport.class).flush(Duration.ofSeconds(10))).isTrue();
			assertThat(this.server.requests("/ping")).hasSize(1);
		});
	}

	@Test
	void startWhenBeansAreLazyShouldDeliverAllTheSame() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				await().untilAsserted(() -> assertThat(this.server.requests("/ping")).hasSize(1));
				context.getBean(Tracer.class).start(AGENT).end();
				assertThat(context.getBean(Transport.class).flush(Duration.ofSeconds(10))).isTrue();
				assertThat(this.server.runs()).hasSize(1);
			});
	}

	@Test
	void closeShouldFinishWhatIsOpenAsCancelledAndSendIt() {
		this.runner.run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			ActiveSpan root = tracer.start(AGENT);
			tracer.start(TOOL, root);
			context.getBean(AgentRuns.class).open();
		});
		assertThat(this.server.runs()).hasSize(2)
			.allSatisfy((run) -> assertThat(run.path("status").stringValue()).isEqualTo("cancelled"));
		List<JsonNode> spans = this.server.runs()
			.stream()
			.flatMap((run) -> this.server.spans(run.path("id").stringValue()).stream())
			.toList();
		assertThat(spans).hasSize(2)
			.allSatisfy((span) -> assertThat(span.path("status").stringValue()).isEqualTo("cancelled"));
	}

	@Test
	void closeShouldCancelWhatARunStillLingersFor() {
		this.runner.run((context) -> {
			AgentRun run = context.getBean(AgentRuns.class).open();
			context.getBean(Tracer.class).start(TOOL, run);
			run.finish();
		});
		JsonNode run = this.server.runs().get(0);
		assertThat(run.path("status").stringValue()).isEqualTo("complete");
		assertThat(this.server.spans(run.path("id").stringValue())).singleElement()
			.satisfies((span) -> assertThat(span.path("status").stringValue()).isEqualTo("cancelled"));
	}

	@Test
	void closeShouldCancelWhatIsOpenForATransportOfTheUserToo() {
		PrefactorRecorder recorder = new PrefactorRecorder();
		this.plain.withBean(PrefactorRecorder.class, () -> recorder)
			.run((context) -> context.getBean(Tracer.class).start(AGENT));
		assertThat(recorder.run()).isCancelled().hasTree("agent handle cancelled");
	}

	@Test
	void closeShouldRecordWhatOtherBeansDoWhileTheyStop() {
		this.runner.withBean(TracingWhileStopping.class).run((context) -> {
			// Its stop is what is tested
		});
		assertThat(this.server.runs()).singleElement()
			.satisfies((run) -> assertThat(run.path("status").stringValue()).isEqualTo("complete"));
	}

	@Test
	void closeOfAChildContextShouldLeaveItsParentsDeliveryAlone() {
		this.runner.run((parent) -> {
			this.runner.withParent(parent).run((child) -> child.getBean(Tracer.class).start(AGENT).end());
			parent.getBean(Tracer.class).start(AGENT).end();
			assertThat(parent.getBean(Transport.class).flush(Duration.ofSeconds(10))).isTrue();
			assertThat(this.server.runs()).hasSize(2);
		});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aStartThatFailsShouldAccountForWhatWasRecorded(CapturedOutput output) {
		this.runner.withBean(FailingAfterTracing.class).run((context) -> assertThat(context).hasFailed());
		assertThat(output).contains("Prefactor transport stopped: 0 spans delivered, 1 not delivered {shutdown=1}");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void closeShouldSayWhatBecameOfEverything(CapturedOutput output) {
		this.runner.run((context) -> context.getBean(Tracer.class).start(AGENT).end());
		assertThat(output).contains("Prefactor transport stopped: 1 spans delivered, 0 not delivered");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void closeWhenTheServerIsDownShouldGiveUpAfterTheTimeout(CapturedOutput output) {
		this.server.down();
		this.runner.withPropertyValues("prefactor.shutdown-timeout=50ms")
			.run((context) -> context.getBean(Tracer.class).start(AGENT).end());
		assertThat(output).contains("Prefactor transport stopped: 0 spans delivered");
	}

	@Test
	void threadsShouldBeDaemonsAndEndWithTheContext() {
		List<Thread> seen = new CopyOnWriteArrayList<>();
		this.runner.withPropertyValues("prefactor.queue.workers=3").run((context) -> {
			AgentRun run = context.getBean(AgentRuns.class).open();
			context.getBean(Tracer.class).start(TOOL, run);
			run.finish();
			context.getBean(Transport.class).flush(Duration.ofSeconds(10));
			OurThreads.since(this.threadsBefore)
				.stream()
				.filter((thread) -> !this.serverThreads.contains(thread) && !thread.getName().contains("local"))
				.forEach(seen::add);
		});
		assertThat(seen).extracting(Thread::getName)
			.contains("prefactor-transport-1", "prefactor-transport-2", "prefactor-transport-3", "prefactor-linger-1");
		assertThat(seen).allMatch(Thread::isDaemon);
		await().untilAsserted(() -> assertThat(seen).noneMatch(Thread::isAlive));
	}

	@Test
	void transportWhenTheContextIsClosedShouldBeClosed() {
		Transport[] transport = new Transport[1];
		this.runner.run((context) -> transport[0] = context.getBean(Transport.class));
		assertThat(transport[0].status().state()).isEqualTo(TransportState.CLOSED);
	}

	/**
	 * Stops before delivery does, as an application's executors do.
	 */
	static final class TracingWhileStopping implements SmartLifecycle {

		private final Tracer tracer;

		private volatile boolean running;

		TracingWhileStopping(Tracer tracer) {
			this.tracer = tracer;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.tracer.start(AGENT).end();
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

	static class FailingAfterTracing implements SmartInitializingSingleton {

		@Autowired
		private Tracer tracer;

		@Override
		public void afterSingletonsInstantiated() {
			this.tracer.start(AGENT).end();
			throw new IllegalStateException("The application does not come up");
		}

	}

}
