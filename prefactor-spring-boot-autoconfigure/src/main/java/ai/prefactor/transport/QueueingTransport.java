package ai.prefactor.transport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.QueueBounds;
import ai.prefactor.queue.TaskExecutor;

/**
 * Queues actions and has lanes deliver them. Made by {@link TransportBuilder}.
 *
 * @since 0.1.0
 */
public final class QueueingTransport implements Transport {

	private static final Logger logger = LoggerFactory.getLogger(QueueingTransport.class);

	private final QueueBounds bounds;

	private final List<Route> routes;

	private final Intake intake;

	private final TaskExecutor<TransportAction> lanes;

	private final TaskExecutor<Batch> dispatchers;

	private final TransportHealth health;

	private final Probe probe;

	private final TransportAccounts accounts;

	private final FlushBarrier barrier;

	private final Duration rest;

	private final Runnable onStop;

	private final AtomicBoolean stopping = new AtomicBoolean();

	private volatile boolean stopped;

	QueueingTransport(TransportBuilder.Parts parts) {
		this.bounds = parts.bounds();
		this.routes = parts.routes();
		this.intake = parts.intake();
		this.lanes = parts.lanes();
		this.dispatchers = parts.dispatchers();
		this.health = parts.health();
		this.probe = parts.probe();
		this.accounts = parts.accounts();
		this.barrier = parts.barrier();
		this.rest = parts.rest();
		this.onStop = parts.onStop();
	}

	/**
	 * Starts the threads that deliver. A transport that was stopped stays so.
	 */
	public void start() {
		if (this.stopping.get()) {
			logger.warn("The transport of Prefactor was stopped and does not start again: nothing is sent any more");
			return;
		}
		this.dispatchers.start();
		this.lanes.start();
	}

	/**
	 * Stops: takes nothing more, sends what waits, and gives up what is left then. Says
	 * in one log line what came of everything. Only the first call counts.
	 * @param timeout how long to send at most; zero or less: not at all, so that all that
	 * waits is given up. Cutting off what is under way then may take a moment longer
	 */
	public void stop(Duration timeout) {
		if (!this.stopping.compareAndSet(false, true)) {
			return;
		}
		this.intake.close();
		this.probe.stopIdling();
		List<TransportAction> left = this.lanes.stop(timeout);
		this.dispatchers.stop(Duration.ZERO);
		try {
			giveUp(left);
		}
		finally {
			this.stopped = true;
			this.barrier.changed();
			this.onStop.run();
			this.health.close();
		}
		TransportStatus.Counts counts = this.accounts.counts();
		logger
			.atLevel((counts.lostTotal() + counts.unknown() + counts.runsLost() + counts.runsLeftOpen() > 0)
					? Level.WARN : Level.INFO)
			.log("Prefactor transport stopped: {} spans delivered, {} not delivered {}, {} unknown; {} runs not delivered, {} left open",
					counts.delivered(), counts.lostTotal(), counts.lostByReason(), counts.unknown(), counts.runsLost(),
					counts.runsLeftOpen());
	}

	@Override
	public boolean submit(TransportAction action) {
		return this.intake.submit(action);
	}

	@Override
	public boolean flush(Duration timeout) {
		long[] marks = this.routes.stream().mapToLong((route) -> route.lane().progress().mark()).toArray();
		try {
			return this.barrier.await(() -> this.stopped || haveReached(marks), timeout,
					() -> this.routes.forEach((route) -> route.queue().signal()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Override
	public TransportStatus status() {
		// Counted one after the other, so a reservation may show in the second number
		// only
		int depth = Math.max(0, this.bounds.size() - this.bounds.reserved());
		TransportStatus.Queue queue = new TransportStatus.Queue(depth, this.bounds.weight(), this.bounds.capacity(),
				this.bounds.maxWeight());
		return this.health.status(queue, this.accounts.counts());
	}

	private boolean haveReached(long[] marks) {
		for (int i = 0; i < marks.length; i++) {
			if (!this.routes.get(i).lane().progress().hasReached(marks[i])) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Lets the lanes, which were interrupted, take note of how far they got. That takes
	 * them a moment, so it is waited for even if the calling thread is interrupted.
	 */
	private void awaitRest(List<LaneProgress> lanes) {
		boolean interrupted = Thread.interrupted();
		lanes.forEach(LaneProgress::close);
		try {
			this.dispatchers.awaitEnd(this.rest);
			this.barrier.await(() -> lanes.stream().noneMatch(LaneProgress::isAtWork), this.rest);
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private void giveUp(List<TransportAction> left) {
		if (!left.isEmpty()) {
			List<Lane> lanes = this.routes.stream().map(Route::lane).toList();
			awaitRest(lanes.stream().map(Lane::progress).toList());
			Leftovers leftovers = new Leftovers(lanes);
			left.forEach((action) -> giveUp(action, leftovers.fate(action)));
		}
	}

	private void giveUp(TransportAction action, Fate fate) {
		switch (fate) {
			case DELIVERED -> this.accounts.delivered(action);
			case UNKNOWN -> this.accounts.unknown(action);
			case UNSENT -> this.accounts.dropped(action, DropReason.SHUTDOWN);
		}
	}

}
