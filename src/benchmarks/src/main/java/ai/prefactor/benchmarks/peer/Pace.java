package ai.prefactor.benchmarks.peer;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Says how many spans are recorded, and holds their producer up while there is no room
 * for more. Belongs to one thread.
 */
public final class Pace {

	private static final long PAUSE = 100_000;

	private final BooleanSupplier room;

	private final long most;

	private final long deadline;

	private long produced;

	private long waited;

	private Pace(BooleanSupplier room, long most, long deadline) {
		this.room = room;
		this.most = most;
		this.deadline = deadline;
	}

	/**
	 * As many spans as there is room for.
	 * @param seconds for how long
	 * @param room whether there is room
	 * @return the pace
	 */
	public static Pace forSeconds(double seconds, BooleanSupplier room) {
		return new Pace(room, Long.MAX_VALUE, System.nanoTime() + (long) (seconds * 1e9));
	}

	/**
	 * A number of spans, as there is room for them.
	 * @param spans how many
	 * @param room whether there is room
	 * @return the pace
	 */
	public static Pace ofSpans(long spans, BooleanSupplier room) {
		return new Pace(room, spans, System.nanoTime() + 3_600_000_000_000L);
	}

	/**
	 * A number of spans, as fast as can be.
	 * @param spans how many
	 * @return the pace
	 */
	public static Pace burst(long spans) {
		return ofSpans(spans, () -> true);
	}

	/**
	 * Waits until a span may be recorded.
	 * @return {@code false} if no more are wanted
	 */
	public boolean next() {
		if (isOver()) {
			return false;
		}
		if (!this.room.getAsBoolean()) {
			long start = System.nanoTime();
			while (!this.room.getAsBoolean()) {
				LockSupport.parkNanos(PAUSE);
			}
			this.waited += System.nanoTime() - start;
		}
		this.produced++;
		return true;
	}

	/**
	 * Whether no more spans are wanted.
	 * @return whether it is over
	 */
	public boolean isOver() {
		return this.produced >= this.most || ((this.produced & 63) == 0 && System.nanoTime() > this.deadline);
	}

	/**
	 * How many spans were wanted up to now.
	 * @return their number
	 */
	public long produced() {
		return this.produced;
	}

	/**
	 * How long the producer was held up.
	 * @return the time in nanoseconds
	 */
	public long waited() {
		return this.waited;
	}

}
