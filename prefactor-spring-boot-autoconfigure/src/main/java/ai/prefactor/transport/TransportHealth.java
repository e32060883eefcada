package ai.prefactor.transport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import ai.prefactor.http.Backoff;

/**
 * Knows whether the server answers. While it does, everybody sends; while it does not,
 * one at a time takes a turn to try, after growing pauses, and the first success lets all
 * go on at once. Safe for use by many threads.
 */
final class TransportHealth {

	private static final Duration LONG = Duration.ofHours(1);

	private static final Duration SHORTEST_IDLE = Duration.ofMillis(100);

	private final InstantSource clock;

	private final TransportListener listener;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private volatile TransportState state = TransportState.HEALTHY;

	// Whether everybody sends: while healthy, and while the server answers all the same
	private volatile boolean open = true;

	private volatile boolean unchecked = true;

	// Guarded by the lock, like all below
	private final TurnTimer timer;

	private Instant since;

	private @Nullable String lastFailure;

	private @Nullable Instant lastFailureAt;

	private int consecutiveFailures;

	// Whether the server keeps whoever asks waiting: a ping wastes the least time
	private boolean hanging;

	private boolean turnTaken;

	private int waiting;

	TransportHealth(Backoff backoff, InstantSource clock, LongSupplier nanoTime, TransportListener listener) {
		this.timer = new TurnTimer(backoff, nanoTime);
		this.clock = clock;
		this.listener = listener;
		this.since = clock.instant();
	}

	/**
	 * Waits until the caller may try, to be followed by {@link #endTurn}.
	 * @return what it may do
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	Turn awaitTurn() throws InterruptedException {
		if (this.open) {
			return Turn.FREE;
		}
		this.lock.lockInterruptibly();
		this.waiting++;
		try {
			while (!this.open) {
				long pause = this.timer.pause();
				if (this.turnTaken) {
					this.changed.await();
				}
				else if (pause > 0) {
					this.changed.awaitNanos(pause);
				}
				else {
					return takeTurn();
				}
			}
			return Turn.FREE;
		}
		finally {
			this.waiting--;
			this.lock.unlock();
		}
	}

	/**
	 * Takes a turn to ping if one is due: the check after start-up, or a probe while the
	 * server does not answer and nobody has a request to try it with. To be followed by
	 * {@link #endTurn} with {@link Turn#PING} if it is taken.
	 * @return {@code null} if it was taken, or how long it is until one may be due
	 */
	@Nullable Duration tryTurn() {
		if (this.open && !this.unchecked) {
			return LONG;
		}
		this.lock.lock();
		try {
			if (this.open && !this.unchecked) {
				return LONG;
			}
			long pause = this.timer.pause();
			if (this.turnTaken || this.waiting > 0 || pause > 0) {
				return Duration.ofNanos(Math.max(pause, SHORTEST_IDLE.toNanos()));
			}
			takeTurn();
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Gives a turn back, whatever came of it.
	 * @param turn the turn
	 */
	void endTurn(Turn turn) {
		if (turn == Turn.FREE) {
			return;
		}
		this.lock.lock();
		try {
			this.turnTaken = false;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The server answers.
	 */
	void succeeded() {
		if (this.state != TransportState.HEALTHY) {
			change(TransportState.HEALTHY, "requests are answered", () -> {
				this.consecutiveFailures = 0;
				this.hanging = false;
				this.open = true;
			});
		}
	}

	/**
	 * The server answers, but not with what is needed. Nobody has to wait for that.
	 * @param reason what is missing
	 */
	void hindered(String reason) {
		change(TransportState.DEGRADED, reason, () -> {
			noteFailure(reason);
			this.open = this.state != TransportState.SUSPENDED;
		});
	}

	/**
	 * The server does not answer as it should.
	 * @param reason why
	 * @param retryAfter how long it asks to be left alone, if it does
	 */
	void failed(String reason, @Nullable Duration retryAfter) {
		change(TransportState.DEGRADED, reason, () -> {
			this.hanging = false;
			takeTurns(reason, retryAfter);
		});
	}

	/**
	 * The server does not answer at all.
	 * @param reason what was tried
	 */
	void hung(String reason) {
		change(TransportState.DEGRADED, reason, () -> {
			this.hanging = true;
			takeTurns(reason, null);
		});
	}

	/**
	 * The server refuses the token.
	 * @param reason why
	 */
	void refused(String reason) {
		change(TransportState.SUSPENDED, reason, () -> takeTurns(reason, null));
	}

	void close() {
		change(TransportState.CLOSED, "the application stops", () -> this.open = false);
	}

	boolean isHealthy() {
		return this.state == TransportState.HEALTHY;
	}

	TransportStatus status(TransportStatus.Queue queue, TransportStatus.Counts counts) {
		this.lock.lock();
		try {
			return new TransportStatus(this.state, this.since, this.lastFailure, this.lastFailureAt,
					this.consecutiveFailures, queue, counts);
		}
		finally {
			this.lock.unlock();
		}
	}

	private Turn takeTurn() {
		this.turnTaken = true;
		this.unchecked = false;
		return (this.hanging || this.state == TransportState.SUSPENDED) ? Turn.PING : Turn.SEND;
	}

	private void change(TransportState requested, String reason, Runnable effect) {
		TransportState from;
		TransportState to;
		this.lock.lock();
		try {
			from = this.state;
			if (from == TransportState.CLOSED) {
				return;
			}
			effect.run();
			// Whatever else goes wrong, the token is still one that was refused
			to = (requested == TransportState.DEGRADED && from == TransportState.SUSPENDED) ? from : requested;
			if (from != to) {
				this.state = to;
				this.since = this.clock.instant();
			}
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		if (from != to) {
			this.listener.stateChanged(from, to, reason);
		}
	}

	private void takeTurns(String reason, @Nullable Duration retryAfter) {
		noteFailure(reason);
		this.timer.schedule(this.consecutiveFailures, !this.open, retryAfter);
		this.open = false;
	}

	private void noteFailure(String reason) {
		this.consecutiveFailures++;
		this.lastFailure = reason;
		this.lastFailureAt = this.clock.instant();
	}

}
