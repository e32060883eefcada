package ai.prefactor.benchmarks.delivery;

import java.lang.management.ManagementFactory;

import ai.prefactor.benchmarks.peer.Pace;
import ai.prefactor.benchmarks.process.Figures;

/**
 * Time on the wall and on the processors.
 */
final class Stopwatch {

	private static final double SECOND = 1e9;

	private final long start = System.nanoTime();

	private final long cpuStart = cpu();

	private long produced;

	static Stopwatch start() {
		return new Stopwatch();
	}

	/**
	 * The producer is done, delivery is not.
	 */
	void produced() {
		this.produced = System.nanoTime() - this.start;
	}

	/**
	 * Everything is delivered.
	 * @param pace what was produced
	 * @return what it took, as a whole and for a span
	 */
	Figures stop(Pace pace) {
		long elapsed = System.nanoTime() - this.start;
		double spans = pace.produced();
		return Figures.none()
			.with("produced", spans)
			.with("seconds", elapsed / SECOND)
			.with("wallNs", elapsed / spans)
			.with("cpuNs", (cpu() - this.cpuStart) / spans)
			.with("producerNs", (this.produced - pace.waited()) / spans);
	}

	private static long cpu() {
		return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
			.getProcessCpuTime();
	}

}
