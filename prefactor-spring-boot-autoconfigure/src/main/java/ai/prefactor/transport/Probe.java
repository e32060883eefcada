package ai.prefactor.transport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.api.PingClient;
import ai.prefactor.http.PrefactorConnectionException;
import ai.prefactor.http.PrefactorHttpException;

/**
 * Asks the server whether it is there and takes the token. Safe for use by many threads.
 */
final class Probe {

	private static final Logger logger = LoggerFactory.getLogger(Probe.class);

	private final PingClient pings;

	private final TransportHealth health;

	private final MissingAgents missingAgents;

	// Guarded by this, like the field below
	private @Nullable Thread idleThread;

	private boolean stopped;

	Probe(PingClient pings, TransportHealth health, MissingAgents missingAgents) {
		this.pings = pings;
		this.health = health;
		this.missingAgents = missingAgents;
	}

	/**
	 * Asks, and notes the answer.
	 */
	void ping() {
		PrefactorHttpException failure = failure();
		if (failure == null) {
			this.health.succeeded();
		}
		else {
			note(failure);
		}
	}

	/**
	 * Asks although nothing waits to be sent, unless the transport is stopping, which
	 * also cuts the question off.
	 * @return {@code false} if it is stopping
	 */
	boolean pingWhileIdle() {
		if (!enter()) {
			return false;
		}
		try {
			ping();
		}
		finally {
			leave();
		}
		return true;
	}

	/**
	 * Asks no more while nothing waits to be sent: no shutdown waits for that.
	 */
	synchronized void stopIdling() {
		this.stopped = true;
		if (this.idleThread != null) {
			this.idleThread.interrupt();
		}
	}

	/**
	 * Asks.
	 * @return {@code null} if the answer is yes
	 */
	@Nullable PrefactorHttpException failure() {
		try {
			this.pings.ping();
			return null;
		}
		catch (PrefactorHttpException ex) {
			return ex;
		}
	}

	/**
	 * Notes that the answer was no, or that there was none.
	 * @param failure how it failed
	 */
	void note(PrefactorHttpException failure) {
		if (FailureClassifier.isTokenRefused(failure)) {
			this.missingAgents.reset();
			this.health.refused(describe(failure));
		}
		else if (FailureClassifier.isOurs(failure)) {
			logger.debug("A ping was interrupted", failure);
		}
		else {
			failed(failure);
		}
	}

	/**
	 * Notes that a request failed as it does when the server is down.
	 * @param failure how it failed
	 */
	void failed(PrefactorHttpException failure) {
		if (failure instanceof PrefactorConnectionException connection
				&& connection.kind() == PrefactorConnectionException.Kind.TIMEOUT) {
			this.health.hung(describe(failure));
		}
		else {
			this.health.failed(describe(failure), failure.retryAfter());
		}
	}

	private synchronized boolean enter() {
		if (!this.stopped) {
			this.idleThread = Thread.currentThread();
		}
		return !this.stopped;
	}

	private synchronized void leave() {
		this.idleThread = null;
		if (this.stopped && Thread.interrupted()) {
			logger.debug("A ping was cut off by shutdown");
		}
	}

	private static String describe(PrefactorHttpException failure) {
		String message = failure.getMessage();
		return (message != null) ? message : failure.reason();
	}

}
