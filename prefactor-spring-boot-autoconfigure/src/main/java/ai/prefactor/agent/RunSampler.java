package ai.prefactor.agent;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Says which runs are recorded. A run is recorded whole or not at all.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RunSampler {

	/**
	 * Whether a run that opens now is recorded.
	 * @param options how it was opened
	 * @return {@code false} to leave it out
	 */
	boolean sample(RunOptions options);

	/**
	 * Records no run.
	 * @return the sampler
	 */
	static RunSampler never() {
		return (options) -> false;
	}

	/**
	 * Records a share of the runs.
	 * @param rate the share, from 0.0 (none) to 1.0 (all)
	 * @param random tells, for the calling thread, where chance comes from
	 * @return the sampler
	 */
	static RunSampler ofRate(double rate, Supplier<? extends RandomGenerator> random) {
		return (options) -> rate >= 1 || random.get().nextDouble() < rate;
	}

}
