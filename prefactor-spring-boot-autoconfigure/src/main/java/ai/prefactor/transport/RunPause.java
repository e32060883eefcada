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
	private static final long PATIENCE = Duration.ofMinutes(1).toNanos();

	private static final long FIRST = Duration.ofSeconds(1).toNanos();

	private static final long LONGEST = Duration.ofSeconds(10).toNanos();

	// How long a pause is at most when the transport is about to stop
	private static final long HURRIED = Duration.ofMillis(500).toNanos();

	private long length;

	private boolean begun;

	private long dueAt;

	// How long the agent was awaited, as far as the server was asked and said so: not
	// while it did not answer, or failed for another reason
	private long agentAwaited;

	private long agentMissedAt;

	private long agentPause;

	/**
	 * Has the run step aside.
	 * @param now the time, in nanoseconds
	 */
	void begin(long now) {
		this.length = (this.length > 0) ? Math.min(LONGEST, this.length * 2) : FIRST;
		this.begun = true;
		this.dueAt = now + this.length;
	}

	/**
	 * Has the run step aside because its agent is not there.
	 * @param now the time, in nanoseconds
	 * @return {@code false} if it has done so for too long for an agent that is about to
	 * exist
	 */
	boolean beginForAgent(long now) {
		if (this.agentPause > 0) {
			this.agentAwaited += Math.min(this.agentPause, now - this.agentMissedAt);
		}
		begin(now);
		this.agentMissedAt = now;
		this.agentPause = this.length;
		return this.agentAwaited < PATIENCE;
	}

	/**
	 * Takes note that the run goes on, so that it may step aside as long again.
	 */
	void end() {
		this.length = 0;
		this.agentAwaited = 0;
		this.agentPause = 0;
	}

	/**
	 * Ends the pause at once.
	 */
	void end(long now) {
		this.dueAt = now;
		end();
	}

	/**
	 * Has the pause not take long any more.
	 */
	void hurry(long now) {
		if (nanosLeft(now) > HURRIED) {
			this.dueAt = now + HURRIED;
		}
	}

	long nanosLeft(long now) {
		return this.begun ? this.dueAt - now : 0;
	}

}
