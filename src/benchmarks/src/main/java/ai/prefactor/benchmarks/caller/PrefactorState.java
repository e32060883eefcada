package ai.prefactor.benchmarks.caller;

import java.time.Duration;
import java.util.Map;

import org.aopalliance.intercept.MethodInterceptor;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

import org.springframework.aop.framework.ProxyFactory;

import ai.prefactor.benchmarks.peer.Answering;
import ai.prefactor.benchmarks.peer.PrefactorPeer;
import ai.prefactor.context.SpanScope;
import ai.prefactor.trace.ActiveSpan;

/**
 * An application with our starter, and a run that is under way on each thread.
 */
@State(Scope.Benchmark)
public class PrefactorState {

	private final String sampleRate;

	private PrefactorPeer peer;

	private Answering traced;

	private Answering bare;

	private Start start;

	/**
	 * An application that records every run.
	 */
	public PrefactorState() {
		this("1.0");
	}

	private PrefactorState(String sampleRate) {
		this.sampleRate = sampleRate;
	}

	/**
	 * Starts it.
	 * @param params what JMH runs
	 */
	@Setup(Level.Trial)
	public void open(BenchmarkParams params) {
		this.peer = new PrefactorPeer(System.getProperty(CallerCost.STUB),
				Map.of("prefactor.sample-rate", this.sampleRate));
		this.traced = this.peer.context().getBean(Answering.class);
		ProxyFactory proxy = new ProxyFactory(new Answering.Plain());
		proxy.addAdvice((MethodInterceptor) (invocation) -> invocation.proceed());
		this.bare = (Answering) proxy.getProxy();
		this.start = new Start(params.getThreads(), () -> this.peer.flush(Duration.ofMinutes(1)));
		CallerCounters.lostAccordingTo(() -> {
			var counts = this.peer.status().counts();
			return counts.lostTotal() + counts.payloadsDropped();
		});
	}

	/**
	 * Stops it.
	 */
	@TearDown(Level.Trial)
	public void close() {
		this.peer.close();
	}

	PrefactorPeer peer() {
		return this.peer;
	}

	Answering traced() {
		return this.traced;
	}

	Answering bare() {
		return this.bare;
	}

	/**
	 * An application that records no run.
	 */
	public static class Unsampled extends PrefactorState {

		/**
		 * With a sample rate of zero.
		 */
		public Unsampled() {
			super("0.0");
		}

	}

	/**
	 * A run of one thread, with its root current.
	 */
	@State(Scope.Thread)
	public static class Run {

		private final OpenRun run = new OpenRun();

		/**
		 * Opens it.
		 * @param state the application
		 */
		@Setup(Level.Invocation)
		public void open(PrefactorState state) {
			this.run.open(state);
		}

		/**
		 * Ends it.
		 */
		@TearDown(Level.Invocation)
		public void close() {
			this.run.close();
		}

	}

	/**
	 * A run of one thread that is not recorded.
	 */
	@State(Scope.Thread)
	public static class UnsampledRun {

		private final OpenRun run = new OpenRun();

		/**
		 * Opens it.
		 * @param state the application
		 */
		@Setup(Level.Invocation)
		public void open(Unsampled state) {
			this.run.open(state);
		}

		/**
		 * Ends it.
		 */
		@TearDown(Level.Invocation)
		public void close() {
			this.run.close();
		}

	}

	private static final class OpenRun {

		private ActiveSpan root;

		private SpanScope scope;

		void open(PrefactorState state) {
			state.start.await();
			this.root = state.peer.startRun();
			this.scope = this.root.makeCurrent();
		}

		void close() {
			this.scope.close();
			this.root.end();
		}

	}

}
