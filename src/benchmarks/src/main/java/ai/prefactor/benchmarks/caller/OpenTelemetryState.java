package ai.prefactor.benchmarks.caller;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

import ai.prefactor.benchmarks.peer.OpenTelemetryPeer;

/**
 * The SDK of OpenTelemetry, and a span that is current on each thread.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class OpenTelemetryState {

	/**
	 * Holds what is recorded at a time, so that nothing is dropped. More than the
	 * default, which does not change what a span costs.
	 */
	private static final int QUEUE = 16_384;

	private static final long PAUSE = 200_000;

	private OpenTelemetryPeer peer;

	private Start start;

	/**
	 * Builds it.
	 * @param params what JMH runs
	 */
	@Setup(Level.Trial)
	public void open(BenchmarkParams params) {
		this.peer = new OpenTelemetryPeer(System.getProperty(CallerCost.STUB), QUEUE, Sampler.alwaysOn());
		this.start = new Start(params.getThreads(), this::drain);
		CallerCounters.lostAccordingTo(this::drain);
	}

	/**
	 * Stops it.
	 */
	@TearDown(Level.Trial)
	public void close() {
		long lost = drain();
		CallerCounters.lostAccordingTo(() -> lost);
		this.peer.close();
	}

	/**
	 * Waits for the export of what was recorded. A flush that follows another one closely
	 * can return at once, so it takes several.
	 * @return how many spans are still missing
	 */
	private long drain() {
		long missing = missing();
		for (int i = 0; i < 100 && missing > 0; i++) {
			this.peer.flush(Duration.ofMinutes(1));
			LockSupport.parkNanos(PAUSE);
			missing = missing();
		}
		return missing;
	}

	private long missing() {
		// With each thread's shots goes one more: the span that is current
		long shots = CallerCounters.spans() / CallerCostBenchmark.SPANS;
		return CallerCounters.spans() + shots - this.peer.delivered();
	}

	OpenTelemetryPeer peer() {
		return this.peer;
	}

	/**
	 * A span that is current on one thread.
	 */
	@State(org.openjdk.jmh.annotations.Scope.Thread)
	public static class Run {

		private Span root;

		private Scope scope;

		/**
		 * Starts it.
		 * @param state the SDK
		 */
		@SuppressWarnings("MustBeClosedChecker")
		@Setup(Level.Invocation)
		public void open(OpenTelemetryState state) {
			state.start.await();
			this.root = state.peer.startRun();
			this.scope = this.root.makeCurrent();
		}

		/**
		 * Ends it.
		 */
		@TearDown(Level.Invocation)
		public void close() {
			this.scope.close();
			this.root.end();
		}

	}

}
