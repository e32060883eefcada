package ai.prefactor.benchmarks.caller;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

import ai.prefactor.benchmarks.peer.Answering;
import ai.prefactor.benchmarks.peer.Answering.Question;
import ai.prefactor.benchmarks.peer.PrefactorPeer;

/**
 * What a span costs its caller. No sink keeps up with a loop that does nothing but record
 * spans: so that none is dropped, which costs less, a number of them that every queue
 * holds is recorded at a time, and what is measured begins when all of them are
 * delivered.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(CallerCostBenchmark.SPANS)
public class CallerCostBenchmark {

	/**
	 * How many spans a thread records at a time.
	 */
	static final int SPANS = 2000;

	private static final Question QUESTION = new Question("Where is order 4711?", 815);

	/**
	 * Two strings through the tracer.
	 * @param state the application
	 * @param run the run
	 */
	@Benchmark
	public void tracer(PrefactorState state, PrefactorState.Run run) {
		PrefactorPeer peer = state.peer();
		measured(peer::span);
	}

	/**
	 * The same, in a run that is not recorded.
	 * @param state the application
	 * @param run the run
	 */
	@Benchmark
	public void tracerInUnsampledRun(PrefactorState.Unsampled state, PrefactorState.UnsampledRun run) {
		PrefactorPeer peer = state.peer();
		measured(peer::span);
	}

	/**
	 * The same, where each span opens a run that is not recorded.
	 * @param state the application
	 */
	@Benchmark
	public void tracerOpeningUnsampledRun(PrefactorState.Unsampled state) {
		PrefactorPeer peer = state.peer();
		measured(peer::span);
	}

	/**
	 * A record in and out of an annotated method.
	 * @param state the application
	 * @param run the run
	 * @param blackhole where results go
	 */
	@Benchmark
	public void traced(PrefactorState state, PrefactorState.Run run, Blackhole blackhole) {
		answer(state.traced(), blackhole);
	}

	/**
	 * The same, in a run that is not recorded.
	 * @param state the application
	 * @param run the run
	 * @param blackhole where results go
	 */
	@Benchmark
	public void tracedInUnsampledRun(PrefactorState.Unsampled state, PrefactorState.UnsampledRun run,
			Blackhole blackhole) {
		answer(state.traced(), blackhole);
	}

	/**
	 * The same, where each call opens a run that is not recorded.
	 * @param state the application
	 * @param blackhole where results go
	 */
	@Benchmark
	public void tracedOpeningUnsampledRun(PrefactorState.Unsampled state, Blackhole blackhole) {
		answer(state.traced(), blackhole);
	}

	/**
	 * The same method behind a proxy whose advice does nothing.
	 * @param state the application
	 * @param blackhole where results go
	 */
	@Benchmark
	public void bareProxy(PrefactorState state, Blackhole blackhole) {
		answer(state.bare(), blackhole);
	}

	/**
	 * Two strings through the SDK of OpenTelemetry.
	 * @param state the SDK
	 * @param run the span above
	 */
	@Benchmark
	public void openTelemetry(OpenTelemetryState state, OpenTelemetryState.Run run) {
		measured(state.peer()::span);
	}

	private static void answer(Answering answering, Blackhole blackhole) {
		measured(() -> blackhole.consume(answering.answer(QUESTION)));
	}

	private static void measured(Runnable span) {
		long before = CallerCounters.allocated();
		for (int i = 0; i < SPANS; i++) {
			span.run();
		}
		CallerCounters.count(SPANS, CallerCounters.allocated() - before);
	}

}
