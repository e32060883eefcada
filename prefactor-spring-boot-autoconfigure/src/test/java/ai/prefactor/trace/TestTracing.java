package ai.prefactor.trace;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import ai.prefactor.action.ActionSink;
import ai.prefactor.agent.AgentRuns;
import ai.prefactor.agent.RunSampler;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.id.PfidGenerator;
import ai.prefactor.payload.CaptureSettings;
import ai.prefactor.payload.PayloadCapture;
import ai.prefactor.schema.AgentDescriptor;
import ai.prefactor.schema.SchemaRegistry;
import ai.prefactor.span.SpanKind;

/**
 * Tracing put together by hand, for tests.
 */
public final class TestTracing implements AutoCloseable {

	public static final AgentDescriptor AGENT = new AgentDescriptor(null, null, "v1", "agent", "", "live", true);

	private final ScheduledExecutorService scheduler = daemon();

	private final TerminationMonitor terminations = new TerminationMonitor();

	private final SchemaRegistry schemas = new SchemaRegistry("app",
			Arrays.stream(SpanKind.values()).map(SpanKind::id).toList());

	private final AgentRuns runs;

	private final Tracer tracer;

	public TestTracing(ActionSink sink) {
		this(sink, (options) -> true, Duration.ofSeconds(30));
	}

	public TestTracing(ActionSink sink, RunSampler sampler, Duration linger) {
		PfidGenerator ids = PfidGenerator.forAgent(null, InstantSource.system(), Random::new);
		this.runs = new AgentRuns(AGENT, this.schemas, sampler, sink, this.terminations, ids,
				new AgentRuns.Timing(InstantSource.system(), System::nanoTime, linger, this.scheduler));
		this.tracer = new Tracer(this.runs, this.schemas,
				new PayloadCapture(new CaptureSettings(true, true, 10_000, 10_000, 256 * 1024, Set.of("password"))));
	}

	public Tracer tracer() {
		return this.tracer;
	}

	public AgentRuns runs() {
		return this.runs;
	}

	public SchemaRegistry schemas() {
		return this.schemas;
	}

	public TerminationMonitor terminations() {
		return this.terminations;
	}

	@Override
	public void close() {
		this.scheduler.shutdownNow();
	}

	private static ScheduledExecutorService daemon() {
		return new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "test-linger");
			thread.setDaemon(true);
			return thread;
		});
	}

}
