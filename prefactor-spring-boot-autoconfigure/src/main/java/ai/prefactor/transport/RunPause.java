package ai.prefactor.transport;

import java.time.Duration;

/**
 * Until when a run steps aside, because its agent is not there yet or because the server
 * failed at it alone. Used by one lane.
 */
final class RunPause {

	/**
	 * How long an agent may be about to exist.
	 */
	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Duration FIRST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofSeconds(10);

	private Duration length = Duration.ZERO;

	private long since;

	private long dueAt;

	/**
	 * Has the run step aside.
	 * @param now the time, in nanoseconds
	 * @return {@code false} if it has done so for too long for an agent that is about to
	 * exist
	 */
	boolean begin(long now) {
		if (this.length.isZero()) {
			this.since = now;
			this.length = FIRST;
		}
		else {
			this.length = this.length.multipliedBy(2);
		}
		if (this.length.compareTo(LONGEST) > 0) {
			this.length = LONGEST;
		}
		this.dueAt = now + this.length.toNanos();
		return now - this.since < PATIENCE.toNanos();
	}

	/**
	 * Takes note that the run goes on, so that it may step aside as long again.
	 */
	void end() {
		this.length = Duration.ZERO;
	}

	/**
	 * Ends the pause at once.
	 */
	void end(long now) {
		this.dueAt = now;
		end();
	}

	long nanosLeft(long now) {
		return this.dueAt - now;
	}

}
