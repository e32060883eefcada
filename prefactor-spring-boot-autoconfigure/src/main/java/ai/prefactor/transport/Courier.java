package ai.prefactor.transport;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.action.TransportAction;
import ai.prefactor.api.Acknowledgement;
import ai.prefactor.api.ControlSignal;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.http.PrefactorHttpException;
import ai.prefactor.queue.WorkQueue;

/**
 * Sends one request until it has an answer that counts, however long that takes. The
 * owner of retries across requests: those within one belong to the endpoint clients. Used
 * by one lane, but for {@link #unsettled()}.
 */
final class Courier {

	private static final Logger logger = LoggerFactory.getLogger(Courier.class);

	private final Probe probe;

	private final TransportHealth health;

	private final TerminationMonitor terminations;

	private final TransportListener listener;

	private final MissingAgents missingAgents;

	private final RefusalLog refusals;

	private volatile @Nullable TransportAction unsettled;

	Courier(Probe probe, TransportHealth health, TerminationMonitor terminations, TransportListener listener,
			MissingAgents missingAgents, RefusalLog refusals) {
		this.probe = probe;
		this.health = health;
		this.terminations = terminations;
		this.listener = listener;
		this.missingAgents = missingAgents;
		this.refusals = refusals;
	}

	/**
	 * Sends a request. One that cannot be made, or fails in a way that no server causes,
	 * counts as refused.
	 * @param maker makes the request
	 * @param entry what it is sent for
	 * @param settles the action that is delivered with it, if one is
	 * @return how it ended
	 * @throws InterruptedException if the entry was given up
	 */
	Reply send(Supplier<PendingRequest> maker, WorkQueue.Entry<TransportAction> entry,
			@Nullable TransportAction settles) throws InterruptedException {
		try {
			Attempts attempts = new Attempts(maker.get(), entry, settles);
			Reply reply = null;
			while (reply == null) {
				reply = takeTurn(attempts);
			}
			return reply;
		}
		catch (RuntimeException | Error ex) {
			this.refusals.failed(ex);
			return Reply.of(Reply.Verdict.REJECTED);
		}
	}

	/**
	 * Takes note of a run that is given up because its agent is not there.
	 */
	void agentLost() {
		this.missingAgents.lost();
		if (this.missingAgents.isChronic()) {
			this.health.hindered(MissingAgents.DESCRIPTION);
		}
	}

	/**
	 * Takes note that what was sent last is accounted for.
	 */
	void settled() {
		this.unsettled = null;
	}

	/**
	 * The action of the request that was sent last, unless the server refused it or
	 * certainly has not seen it: whether the server has it is not known until it is
	 * {@link #settled()}.
	 * @return the action, or {@code null} if there is none
	 */
	@Nullable TransportAction unsettled() {
		return this.unsettled;
	}

	private @Nullable Reply takeTurn(Attempts attempts) throws InterruptedException {
		Turn turn = awaitTurn(attempts);
		try {
			if (turn == Turn.PING) {
				this.probe.ping();
				return null;
			}
			return attempt(attempts);
		}
		finally {
			this.health.endTurn(turn);
		}
	}

	private Turn awaitTurn(Attempts attempts) throws InterruptedException {
		while (true) {
			try {
				return this.health.awaitTurn();
			}
			catch (InterruptedException ex) {
				if (attempts.entry().isReleased()) {
					throw ex;
				}
				logger.debug("An interrupt that was not meant for this lane is ignored", ex);
			}
		}
	}

	private @Nullable Reply attempt(Attempts attempts) throws InterruptedException {
		PrefactorHttpException before = attempts.failure();
		if (before != null) {
			this.listener.retried(before.operation(), before.reason());
		}
		this.unsettled = attempts.settles();
		try {
			return delivered(attempts, attempts.request().call().get());
		}
		catch (PrefactorHttpException ex) {
			attempts.failed(ex);
			if (!attempts.mayHaveArrived()) {
				this.unsettled = null;
			}
			return judge(attempts, ex);
		}
	}

	private Reply delivered(Attempts attempts, Acknowledgement acknowledgement) {
		this.health.succeeded();
		if (attempts.request().operation() == Operation.REGISTER) {
			this.missingAgents.reset();
		}
		ControlSignal control = acknowledgement.control();
		if (control != null && control.terminate()) {
			this.terminations.terminate(attempts.entry().item().runId(),
					(control.reason() != null) ? control.reason() : "");
		}
		return Reply.delivered(acknowledgement);
	}

	/**
	 * Decides on a failure.
	 * @return the end of the request, or {@code null} if it is tried again
	 */
	private @Nullable Reply judge(Attempts attempts, PrefactorHttpException ex) throws InterruptedException {
		return switch (FailureClassifier.classify(attempts.request().operation(), ex)) {
			case TRANSIENT -> transientFailure(attempts, ex);
			case TOKEN_REFUSED -> refused(ex);
			case AGENT_MISSING -> agentMissing();
			case TOO_LARGE -> answered(Reply.Verdict.TOO_LARGE);
			case ALREADY_DONE -> answered(Reply.Verdict.DELIVERED);
			case REJECTED -> rejected(ex);
			case INTERRUPTED -> cutOff(attempts, ex);
		};
	}

	private @Nullable Reply transientFailure(Attempts attempts, PrefactorHttpException ex) {
		if (attempts.isSuspect() && this.probe.failure() == null) {
			return rejected(ex);
		}
		this.health.failed(Probe.describe(ex), ex.retryAfter());
		return null;
	}

	/**
	 * Tells a token that is refused for all from one that may not do this.
	 */
	private @Nullable Reply refused(PrefactorHttpException ex) {
		PrefactorHttpException pingFailure = this.probe.failure();
		if (pingFailure == null) {
			return rejected(ex);
		}
		this.probe.note(pingFailure);
		return null;
	}

	private Reply agentMissing() {
		if (this.missingAgents.isChronic()) {
			this.health.hindered(MissingAgents.DESCRIPTION);
			return Reply.of(Reply.Verdict.AGENT_MISSING);
		}
		return answered(Reply.Verdict.AGENT_MISSING);
	}

	/**
	 * Tells our own shutdown from whoever else interrupts threads that are not theirs.
	 */
	private @Nullable Reply cutOff(Attempts attempts, PrefactorHttpException ex) throws InterruptedException {
		if (attempts.entry().isReleased()) {
			throw new InterruptedException(ex.getMessage());
		}
		Thread.interrupted();
		this.health.failed(Probe.describe(ex), ex.retryAfter());
		return null;
	}

	private Reply rejected(PrefactorHttpException ex) {
		this.refusals.log(ex);
		return answered(Reply.Verdict.REJECTED);
	}

	private Reply answered(Reply.Verdict verdict) {
		this.health.succeeded();
		return Reply.of(verdict);
	}

}
