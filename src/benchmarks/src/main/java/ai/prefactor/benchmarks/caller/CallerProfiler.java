package ai.prefactor.benchmarks.caller;

import java.util.Collection;
import java.util.List;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds to JMH's results what the caller's thread allocated for a span, without what the
 * threads that deliver allocate meanwhile, and which share of the spans was lost.
 */
public final class CallerProfiler implements InternalProfiler {

	/**
	 * The name of the bytes for a span.
	 */
	static final String BYTES = "caller.bytes";

	/**
	 * The name of the share that was lost.
	 */
	static final String LOST = "lost.share";

	private long spans;

	private long bytes;

	private long lost;

	@Override
	public String getDescription() {
		return "What the caller's thread allocated, and what was lost";
	}

	@Override
	public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
		this.spans = CallerCounters.spans();
		this.bytes = CallerCounters.bytes();
		this.lost = CallerCounters.lost();
	}

	@Override
	public Collection<? extends Result> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
			IterationResult result) {
		double recorded = CallerCounters.spans() - this.spans;
		return List.of(
				new ScalarResult(BYTES, (CallerCounters.bytes() - this.bytes) / recorded, "B/op",
						AggregationPolicy.AVG),
				new ScalarResult(LOST, (CallerCounters.lost() - this.lost) / recorded, "share", AggregationPolicy.AVG));
	}

}
