package ai.prefactor.transport;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.QueueBounds;
import ai.prefactor.queue.TaskExecutor;
import ai.prefactor.queue.WorkQueue;

/**
 * Queues actions and has lanes deliver them. Opening a run reserves the places of its
 * start and its finish: a run for which there is no room is not recorded at all, and a
 * recorded one never stays open because its finish found no room. Made by
 * {@link TransportBuilder}.
 *
 * @since 0.1.0
 */
public final class QueueingTransport implements Transport {

	private static final Logger logger = LoggerFactory.getLogger(QueueingTransport.class);

	// How long lanes may take to notice that they were interrupted
	private static final Duration REST = Duration.ofSeconds(1);

	private final QueueBounds bounds;

	private final List<Route> routes;

	private final TaskExecutor<TransportAction> executor;

	private final TransportHealth health;

	private final Probe probe;

	private final TransportAccounts accounts;

	private final FlushBarrier barrier;

	private final Runnable onStop;

	private final RunRoutes runs = new RunRoutes();

	private final AtomicBoolean stopping = new AtomicBoolean();

	private volatile boolean stopped;

	QueueingTransport(QueueBounds bounds, List<Route> routes, TaskExecutor<TransportAction> executor,
			TransportHealth health, Probe probe, TransportAccounts accounts, FlushBarrier barrier, Runnable onStop) {
		this.bounds = bounds;
		this.routes = routes;
		this.executor = executor;
		this.health = health;
		this.probe = probe;
		this.accounts = accounts;
		this.barrier = barrier;
		this.onStop = onStop;
	}

	/**
	 * Starts the threads that deliver. A transport that was stopped stays so.
	 */
	public void start() {
		if (this.stopping.get()) {
			logger.warn("The transport of Prefactor was stopped and does not start again: nothing is sent any more");
			return;
		}
		this.executor.start();
	}

	/**
	 * Stops: takes nothing more, sends what waits, and gives up what is left then. Says
	 * in one log line what came of everything. Only the first call counts.
	 * @param timeout how long to send at most
	 */
	public void stop(Duration timeout) {
		if (!this.stopping.compareAndSet(false, true)) {
			return;
		}
		this.probe.stopIdling();
		List<TransportAction> left = this.executor.stop(timeout);
		if (!left.isEmpty()) {
			awaitRest();
		}
		left.forEach(this::giveUp);
		this.stopped = true;
		this.barrier.changed();
		this.onStop.run();
		this.health.close();
		TransportStatus.Counts counts = this.accounts.counts();
		logger.atLevel((counts.lostTotal() + counts.unknown() + counts.runsLost() > 0) ? Level.WARN : Level.INFO)
			.log("Prefactor transport stopped: {} spans delivered, {} not delivered {}, {} unknown; {} runs not delivered",
					counts.delivered(), counts.lostTotal(), counts.lostByReason(), counts.unknown(), counts.runsLost());
	}

	@Override
	public boolean submit(TransportAction action) {
		if (action instanceof RegisterInstance register) {
			return open(register);
		}
		boolean last = action instanceof FinishInstance;
		RunRoutes.Ticket ticket = last ? this.runs.leave(action.runId()) : this.runs.of(action.runId());
		if (ticket == null) {
			this.accounts.dropped(action, this.stopping.get() ? DropReason.SHUTDOWN : DropReason.LATE);
			return false;
		}
		if (last && ticket.useStart()) {
			ticket.route().queue().cancelReservation(TransportAction.BASE_WEIGHT);
		}
		return accept(ticket.route(), action, last || (action instanceof StartInstance && ticket.useStart()));
	}

	@Override
	public boolean flush(Duration timeout) {
		long[] marks = this.routes.stream().mapToLong((route) -> route.lane().progress().mark()).toArray();
		try {
			return this.barrier.await(() -> this.stopped || haveReached(marks), timeout);
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

	private boolean open(RegisterInstance action) {
		Route route = shortest();
		WorkQueue<TransportAction> queue = route.queue();
		if (!queue.reserve(TransportAction.BASE_WEIGHT)) {
			return refuse(action, queue);
		}
		if (!queue.reserve(TransportAction.BASE_WEIGHT)) {
			queue.cancelReservation(TransportAction.BASE_WEIGHT);
			return refuse(action, queue);
		}
		if (!this.runs.join(action.runId(), route)) {
			cancelReservations(queue);
			this.accounts.dropped(action, DropReason.LATE);
			return false;
		}
		if (accept(route, action, false)) {
			return true;
		}
		this.runs.leave(action.runId());
		cancelReservations(queue);
		return false;
	}

	private static void cancelReservations(WorkQueue<TransportAction> queue) {
		queue.cancelReservation(TransportAction.BASE_WEIGHT);
		queue.cancelReservation(TransportAction.BASE_WEIGHT);
	}

	private boolean refuse(TransportAction action, WorkQueue<TransportAction> queue) {
		this.accounts.dropped(action, queue.isClosed() ? DropReason.SHUTDOWN : DropReason.QUEUE_FULL);
		return false;
	}

	private boolean accept(Route route, TransportAction action, boolean reserved) {
		WorkQueue<TransportAction> queue = route.queue();
		route.lane().progress().offered();
		WorkQueue.Offer offer = reserved ? queue.offerReserved(action, TransportAction.BASE_WEIGHT)
				: queue.offer(action);
		if (offer == WorkQueue.Offer.ACCEPTED) {
			this.accounts.accepted(action);
			return true;
		}
		route.lane().progress().refused();
		this.accounts.dropped(action, (offer == WorkQueue.Offer.CLOSED) ? DropReason.SHUTDOWN : DropReason.QUEUE_FULL);
		return false;
	}

	private Route shortest() {
		return this.routes.stream().min(Comparator.comparingLong(Route::length)).orElseThrow();
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
	 * Lets the lanes, which were interrupted, take note of how far they got.
	 */
	private void awaitRest() {
		try {
			this.barrier.await(() -> this.routes.stream().noneMatch((route) -> route.lane().progress().isAtWork()),
					REST);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void giveUp(TransportAction action) {
		Fate fate = this.routes.stream()
			.map((route) -> route.lane().fate(action))
			.filter((known) -> known != Fate.UNSENT)
			.findFirst()
			.orElse(Fate.UNSENT);
		switch (fate) {
			case DELIVERED -> this.accounts.delivered(action);
			case UNKNOWN -> this.accounts.unknown(action);
			case UNSENT -> this.accounts.dropped(action, DropReason.SHUTDOWN);
		}
	}

}
