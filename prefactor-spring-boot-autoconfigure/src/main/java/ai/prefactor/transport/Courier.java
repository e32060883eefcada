package ai.prefactor.transport;

import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.http.PrefactorHttpException;

/**
 * Sends one request until it has an answer that counts, however long that takes. The
 * owner of retries across requests: those within one belong to the endpoint clients. Used
 * by one dispatcher.
 */
final class Courier {

	private static final Logger logger = LoggerFactory.getLogger(Courier.class);

	private final Probe probe;

	private final TransportHealth health;

	private final TransportListener listener;

	Courier(Probe probe, TransportHealth health, TransportListener listener) {
		this.probe = probe;
		this.health = health;
		this.listener = listener;
	}

	/**
	 * Sends a request.
	 * @param call makes the request
	 * @param classifier says what a failure means
	 * @param parcel what the request carries
	 * @param <T> what the answer is
	 * @return how it ended
	 * @throws InterruptedException if the transport stops
	 */
	<T> Answer<T> send(Supplier<T> call, Function<PrefactorHttpException, Failure> classifier, Parcel parcel)
			throws InterruptedException {
		Attempts attempts = new Attempts();
		Answer<T> answer = null;
		while (answer == null) {
			Turn turn = awaitTurn(parcel);
			try {
				if (turn == Turn.PING) {
					this.probe.ping();
				}
				else {
					answer = attempt(call, classifier, parcel, attempts);
				}
			}
			finally {
				this.health.endTurn(turn);
			}
		}
		return answer;
	}

	private Turn awaitTurn(Parcel parcel) throws InterruptedException {
		while (true) {
			try {
				return this.health.awaitTurn();
			}
			catch (InterruptedException ex) {
				if (parcel.isGivenUp()) {
					throw ex;
				}
				logger.debug("An interrupt that was not meant for this lane is ignored", ex);
			}
		}
	}

	private <T> @Nullable Answer<T> attempt(Supplier<T> call, Function<PrefactorHttpException, Failure> classifier,
			Parcel parcel, Attempts attempts) throws InterruptedException {
		PrefactorHttpException before = attempts.failure();
		if (before != null) {
			this.listener.retried(before.operation(), before.reason());
		}
		parcel.underWay();
		try {
			return new Answer<>(call.get(), null, null);
		}
		catch (PrefactorHttpException ex) {
			attempts.failed(ex);
			parcel.failed(Attempts.mayHaveArrived(ex));
			Failure failure = judge(classifier.apply(ex), ex, parcel, attempts);
			return (failure != null) ? new Answer<>(null, failure, ex) : null;
		}
	}

	/**
	 * Decides on a failure.
	 * @return what it means, or {@code null} if the request is tried again
	 */
	private @Nullable Failure judge(Failure failure, PrefactorHttpException ex, Parcel parcel, Attempts attempts)
			throws InterruptedException {
		return switch (failure) {
			case TRANSIENT -> transientFailure(ex, parcel, attempts);
			case TOO_SLOW -> unlessDown(parcel.isDivisible() ? failure : Failure.TRANSIENT, ex, attempts);
			case UNREADABLE -> unlessDown(failure, ex, attempts);
			case TOKEN_REFUSED -> unlessDown(Failure.REJECTED, ex, attempts);
			case FAILING, AGENT_MISSING, TOO_LARGE, ALREADY_DONE, REJECTED, UNSUPPORTED -> failure;
			case INTERRUPTED -> cutOff(ex, parcel);
		};
	}

	/**
	 * Tells a server that fails at everything from one that fails at this: what can be
	 * divided is, so that what is wrong with it is found, and what cannot be does not
	 * hold others up.
	 */
	private @Nullable Failure transientFailure(PrefactorHttpException ex, Parcel parcel, Attempts attempts) {
		if (!attempts.isSuspect(parcel.isSuspect())) {
			return retry(ex);
		}
		if (ex.retryAfter() != null) {
			// The ping waits for that as well
			report(ex);
		}
		boolean blamed = parcel.isDivisible() || (parcel.maySpoil() && attempts.isInternalOnly());
		return unlessDown(blamed ? Failure.FAILING : Failure.TRANSIENT, ex, attempts);
	}

	private @Nullable Failure retry(PrefactorHttpException ex) {
		report(ex);
		return null;
	}

	/**
	 * Takes note of a failure that may be everybody's.
	 */
	void report(PrefactorHttpException ex) {
		this.probe.failed(ex);
	}

	/**
	 * Tells a server, or a token, that fails at everything from one that fails at this.
	 */
	private @Nullable Failure unlessDown(Failure failure, PrefactorHttpException ex, Attempts attempts) {
		if (isAnswering()) {
			return failure;
		}
		attempts.forgive();
		logger.debug("A request is kept because a ping fails too", ex);
		return null;
	}

	/**
	 * Asks the server whether it is there and takes the token, and takes note if not.
	 */
	boolean isAnswering() {
		PrefactorHttpException failure = this.probe.failure();
		if (failure != null) {
			this.probe.note(failure);
		}
		return failure == null;
	}

	/**
	 * Tells our own shutdown from whoever else interrupts threads that are not theirs.
	 */
	private @Nullable Failure cutOff(PrefactorHttpException ex, Parcel parcel) throws InterruptedException {
		if (parcel.isGivenUp()) {
			throw new InterruptedException(ex.getMessage());
		}
		Thread.interrupted();
		return retry(ex);
	}

	/**
	 * How a request ended.
	 *
	 * @param <T> what the answer is
	 * @param value the answer, or {@code null} if the request failed
	 * @param failure what the failure means, or {@code null} if there is an answer
	 * @param cause the failure, or {@code null} if there is an answer
	 */
	record Answer<T>(@Nullable T value, @Nullable Failure failure, @Nullable PrefactorHttpException cause) {

	}

	/**
	 * What a request carries.
	 */
	interface Parcel {

		/**
		 * Takes note that it is on its way.
		 */
		void underWay();

		/**
		 * Takes note that an attempt failed.
		 * @param mayHaveArrived whether the server may have it without our knowing
		 */
		void failed(boolean mayHaveArrived);

		/**
		 * Whether something in it is under suspicion: then one failure is enough.
		 */
		boolean isSuspect();

		/**
		 * Whether it can go in parts.
		 */
		boolean isDivisible();

		/**
		 * Whether something in it may be left out, if that is what the server fails at: a
		 * span, which is all that is lost with it. Without its register, start or finish
		 * a whole run would be.
		 */
		boolean maySpoil();

		/**
		 * Whether it was given up at shutdown.
		 */
		boolean isGivenUp();

	}

}
