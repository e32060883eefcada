package ai.prefactor.benchmarks.caller;

import java.util.Collection;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import ai.prefactor.benchmarks.process.Figures;

/**
 * Runs {@link CallerCostBenchmark} with a number of threads.
 */
public final class CallerCost {

	/**
	 * The system property that tells where the server is.
	 */
	static final String STUB = "benchmarks.stub";

	private CallerCost() {
	}

	/**
	 * Runs it.
	 * @param args the server's URL, threads, forks, iterations of each kind
	 * @throws RunnerException if it fails
	 */
	public static void main(String[] args) throws RunnerException {
		int threads = Integer.parseInt(args[1]);
		int iterations = Integer.parseInt(args[3]);
		Collection<RunResult> results = new Runner(
				new OptionsBuilder().include(CallerCostBenchmark.class.getSimpleName())
					.threads(threads)
					.forks(Integer.parseInt(args[2]))
					.warmupIterations(iterations)
					.measurementIterations(iterations)
					.addProfiler(CallerProfiler.class)
					.jvmArgs("-Xms1g", "-Xmx1g", "-D" + STUB + "=" + args[0])
					.shouldFailOnError(true)
					.build())
			.run();
		for (RunResult result : results) {
			Result<?> time = result.getPrimaryResult();
			Figures.none()
				.with("name", time.getLabel())
				.with("threads", threads)
				.with("ns", time.getScore())
				.with("median", time.getStatistics().getPercentile(50))
				.with("error", time.getScoreError())
				.with("bytes", score(result, CallerProfiler.BYTES))
				.with("lost", score(result, CallerProfiler.LOST))
				.print();
		}
	}

	private static double score(RunResult result, String name) {
		return result.getSecondaryResults().get(name).getScore();
	}

}
