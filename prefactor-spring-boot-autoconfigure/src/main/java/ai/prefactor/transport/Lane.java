package ai.prefactor.transport;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.id.Pfid;
import ai.prefactor.queue.TaskHandler;
import ai.prefactor.queue.WorkQueue;

/**
 * Delivers the runs that joined it, one action after the other. A run that has to wait
 * for its agent steps aside, so that the others go on.
 */
final class Lane implements TaskHandler<TransportAction> {

	private static final Logger logger = LoggerFactory.getLogger(Lane.class);

	private static final Duration LONG = Duration.ofHours(1);

	private static final Duration SOON = Duration.ofMillis(1);

	private final Courier courier;

	private final Probe probe;

	private final ApiRequests requests;

	private final TransportHealth health;

	private final TransportListener listener;

	private final LaneProgress progress;

	private final LongSupplier nanoTime;

	private final Map<Pfid, LaneRun> runs = new ConcurrentHashMap<>();

	private final Set<LaneRun> postponed = new LinkedHashSet<>();

	Lane(Courier courier, Probe probe, ApiRequests requests, TransportHealth health, TransportListener listener,
			LaneProgress progress, LongSupplier nanoTime) {
		this.courier = courier;
		this.probe = probe;
		this.requests = requests;
		this.health = health;
		this.listener = listener;
		this.progress = progress;
		this.nanoTime = nanoTime;
	}

	@Override
	public void handle(WorkQueue.Entry<TransportAction> entry) throws InterruptedException {
		this.progress.begin();
		try {
			take(new LaneRun.Waiting(entry, this.progress.taken()));
		}
		finally {
			this.progress.rest();
		}
	}

	@Override
	public Duration idle() {
		this.progress.begin();
		try {
			Duration untilPing = ping();
			Duration untilRun = resumePostponed();
			return (untilRun.compareTo(untilPing) < 0) ? untilRun : untilPing;
		}
		finally {
			this.progress.rest();
		}
	}

	/**
	 * How far the lane is, which any thread may ask.
	 * @return the progress
	 */
	LaneProgress progress() {
		return this.progress;
	}

	/**
	 * What became of an action that was given up at shutdown. Exact once the lane is at
	 * rest.
	 * @param action the action
	 * @return what is known of it
	 */
	Fate fate(TransportAction action) {
		if (action.equals(this.courier.unsettled())) {
			return Fate.UNKNOWN;
		}
		LaneRun run = this.runs.get(action.runId());
		return (action instanceof CreateSpan create && run != null && run.delivery().hasDelivered(create.span().id()))
				? Fate.DELIVERED : Fate.UNSENT;
	}

	private void take(LaneRun.Waiting next) throws InterruptedException {
		TransportAction action = next.entry().item();
		LaneRun run = this.runs.get(action.runId());
		if (run == null) {
			if (!(action instanceof RegisterInstance)) {
				settle(next.entry(), () -> this.listener.dropped(action, DropReason.LATE));
				return;
			}
			run = new LaneRun(new RunDelivery(action.runId(), this.requests, this.courier, this.listener));
			this.runs.put(action.runId(), run);
		}
		run.waiting().add(next);
		if (!this.postponed.contains(run)) {
			advance(run);
		}
	}

	private Duration ping() {
		Duration untilPing = this.health.tryTurn();
		if (untilPing != null) {
			return untilPing;
		}
		try {
			return this.probe.pingWhileIdle() ? SOON : LONG;
		}
		finally {
			this.health.endTurn(Turn.PING);
		}
	}

	private Duration resumePostponed() {
		if (this.postponed.isEmpty()) {
			return LONG;
		}
		long now = this.nanoTime.getAsLong();
		long next = LONG.toNanos();
		try {
			for (LaneRun run : List.copyOf(this.postponed)) {
				if (run.nanosLeft(now) <= 0) {
					advance(run);
				}
				next = Math.min(next, run.nanosLeft(now));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return Duration.ofNanos(Math.max(next, 0));
	}

	private void advance(LaneRun run) throws InterruptedException {
		for (LaneRun.Waiting next = run.waiting().peek(); next != null; next = run.waiting().peek()) {
			WorkQueue.Entry<TransportAction> entry = next.entry();
			if (entry.isReleased()) {
				throw new InterruptedException("The lane is stopped");
			}
			Settlement settlement = deliver(run, entry);
			if (settlement != Settlement.POSTPONED) {
				run.goesOn();
				run.waiting().remove();
				settle(entry, () -> report(entry.item(), settlement));
				if (entry.item() instanceof FinishInstance) {
					this.runs.remove(entry.item().runId());
				}
			}
			else if (run.postpone(this.nanoTime.getAsLong())) {
				this.postponed.add(run);
				return;
			}
			else {
				this.courier.agentLost();
				run.delivery().lose();
			}
		}
		this.postponed.remove(run);
	}

	private Settlement deliver(LaneRun run, WorkQueue.Entry<TransportAction> entry) throws InterruptedException {
		try {
			return run.delivery().deliver(entry);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("An action could not be sent: it is left out and counted, the rest goes on", ex);
			return Settlement.REJECTED;
		}
	}

	/**
	 * Settles an action, unless it was given up at shutdown, which settles it.
	 */
	private void settle(WorkQueue.Entry<TransportAction> entry, Runnable report) {
		if (entry.release()) {
			this.courier.settled();
			report.run();
		}
		this.progress.settled(firstWaiting());
	}

	private long firstWaiting() {
		long first = Long.MAX_VALUE;
		for (LaneRun run : this.postponed) {
			LaneRun.Waiting next = run.waiting().peek();
			first = (next != null) ? Math.min(first, next.number()) : first;
		}
		return first;
	}

	private void report(TransportAction action, Settlement settlement) {
		switch (settlement) {
			case DELIVERED -> this.listener.delivered(action);
			case REJECTED -> this.listener.rejected(action, DropReason.REJECTED);
			case RUN_REJECTED -> this.listener.rejected(action, DropReason.RUN_REJECTED);
			case TOO_LARGE -> this.listener.dropped(action, DropReason.TOO_LARGE);
			case POSTPONED -> throw new IllegalStateException("A postponed action is not settled");
		}
	}

}
