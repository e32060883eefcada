package ai.prefactor.id;

import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * Makes ids that share one partition. Safe for use by many threads if what it is handed
 * is.
 *
 * @since 0.1.0
 */
public final class PfidGenerator {

	private final InstantSource clock;

	private final Supplier<? extends RandomGenerator> random;

	private final int partition;

	private PfidGenerator(InstantSource clock, Supplier<? extends RandomGenerator> random, int partition) {
		this.clock = clock;
		this.random = random;
		this.partition = partition;
	}

	/**
	 * A generator in the partition of an agent: the one that its id names, or a random
	 * one where there is no id or it is not a Prefactor id.
	 * @param agentId the agent's id
	 * @param clock tells the time of each id
	 * @param random tells, for the calling thread, where the random bits come from
	 * @return the generator
	 */
	public static PfidGenerator forAgent(@Nullable String agentId, InstantSource clock,
			Supplier<? extends RandomGenerator> random) {
		int partition = (agentId != null && Pfid.isValid(agentId)) ? Pfid.parse(agentId).partition()
				: random.get().nextInt(Pfid.MAX_PARTITION + 1);
		return new PfidGenerator(clock, random, partition);
	}

	/**
	 * Makes a new id.
	 * @return the id
	 */
	public Pfid next() {
		return next(this.clock.millis());
	}

	/**
	 * Makes a new id for a time that the caller knows.
	 * @param epochMillis the time, in milliseconds since the epoch
	 * @return the id
	 */
	public Pfid next(long epochMillis) {
		RandomGenerator source = this.random.get();
		return Pfid.of(epochMillis, this.partition, source.nextInt(), source.nextLong());
	}

}
