package ai.prefactor.transport;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.WorkQueue;
import ai.prefactor.span.Admission;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.StartedSpan;

/**
 * Lets actions into the queues, on the callers' threads. Opening a run reserves the
 * places of its start and its finish, and a span those of its ancestors: a run for which
 * there is no room is not recorded at all, and what keeps a recorded one whole always
 * finds room. Safe for use by many threads.
 */
final class Intake {

	// Register, start and finish
	private static final int RUN_PLACES = 3;

	private final List<Route> routes;

	private final TransportAccounts accounts;

	private final @Nullable Duration blockTimeout;

	private final LongSupplier nanoTime;

	private final RunRoutes runs = new RunRoutes();

	private volatile boolean closed;

	/**
	 * An intake.
	 * @param routes the ways to the lanes
	 * @param accounts where losses are counted
	 * @param blockTimeout how long a caller may wait for room; {@code null} if none waits
	 * @param nanoTime a monotonic clock, in nanoseconds
	 */
	Intake(List<Route> routes, TransportAccounts accounts, @Nullable Duration blockTimeout, LongSupplier nanoTime) {
		this.routes = routes;
		this.accounts = accounts;
		this.blockTimeout = blockTimeout;
		this.nanoTime = nanoTime;
	}

	/**
	 * Takes note that the transport stops.
	 */
	void close() {
		this.closed = true;
	}

	boolean submit(TransportAction action) {
		if (action instanceof RegisterInstance register) {
			return open(register);
		}
		boolean last = action instanceof FinishInstance;
		RunRoutes.Ticket ticket = last ? this.runs.leave(action.runId()) : this.runs.of(action.runId());
		if (ticket == null) {
			return late(action);
		}
		Route route = ticket.route();
		if (action instanceof CreateSpan create) {
			return admit(route, create);
		}
		if (last && ticket.useStart()) {
			route.queue().cancelReservation(TransportAction.BASE_WEIGHT);
		}
		if (last || (action instanceof StartInstance && ticket.useStart())) {
			return settle(action, offerReserved(route, action, TransportAction.BASE_WEIGHT));
		}
		return settle(action, offer(route, action));
	}

	private boolean open(RegisterInstance action) {
		Route route = this.routes.stream().min(Comparator.comparingLong(Route::length)).orElseThrow();
		WorkQueue<TransportAction> queue = route.queue();
		if (!reserveRun(queue)
				&& !waitForRoom(queue, RUN_PLACES, RUN_PLACES * TransportAction.BASE_WEIGHT, () -> reserveRun(queue))) {
			return refuse(action);
		}
		if (!this.runs.join(action.runId(), route)) {
			cancelReservations(queue, RUN_PLACES);
			return drop(action, DropReason.LATE);
		}
		WorkQueue.Offer offer = offerReserved(route, action, TransportAction.BASE_WEIGHT);
		if (offer != WorkQueue.Offer.ACCEPTED) {
			this.runs.leave(action.runId());
			cancelReservations(queue, RUN_PLACES - 1);
		}
		return settle(action, offer);
	}

	/**
	 * Sets the places of a run's register, start and finish aside, or none of them.
	 */
	private static boolean reserveRun(WorkQueue<TransportAction> queue) {
		for (int i = 0; i < RUN_PLACES; i++) {
			if (!queue.reserve(TransportAction.BASE_WEIGHT)) {
				cancelReservations(queue, i);
				return false;
			}
		}
		return true;
	}

	private static void cancelReservations(WorkQueue<TransportAction> queue, int count) {
		for (int i = 0; i < count; i++) {
			queue.cancelReservation(TransportAction.BASE_WEIGHT);
		}
	}

	private boolean late(TransportAction action) {
		if (action instanceof CreateSpan create && !create.handle().admit(Admission.OPEN, Admission.REFUSED)
				&& create.handle().admit(Admission.RESERVED, Admission.REFUSED)) {
			this.routes.get(0).queue().cancelReservation(SpanData.BARE_WEIGHT);
		}
		return drop(action, this.closed ? DropReason.SHUTDOWN : DropReason.LATE);
	}

	private boolean admit(Route route, CreateSpan action) {
		StartedSpan span = action.handle();
		if (span.admission() == Admission.RESERVED) {
			return useReservation(route, action);
		}
		CreateSpan fitting = (this.blockTimeout == null) ? fitting(route, action) : action;
		boolean admitted = offerWithAncestors(route, fitting)
				|| (this.blockTimeout != null && waitForRoom(route, fitting));
		if (!admitted) {
			return span.admit(Admission.OPEN, Admission.REFUSED) ? refuse(action) : useReservation(route, action);
		}
		if (!span.admit(Admission.OPEN, Admission.ACCEPTED) && span.admit(Admission.RESERVED, Admission.ACCEPTED)) {
			// A child has set one more place aside meanwhile
			route.queue().cancelReservation(SpanData.BARE_WEIGHT);
		}
		return accepted(action, fitting);
	}

	private boolean useReservation(Route route, CreateSpan action) {
		CreateSpan fitting = fitting(route, action);
		action.handle().admit(Admission.RESERVED, Admission.ACCEPTED);
		WorkQueue.Offer offer = offerReserved(route, fitting, SpanData.BARE_WEIGHT);
		return (offer == WorkQueue.Offer.ACCEPTED) ? accepted(action, fitting) : settle(action, offer);
	}

	private boolean offerWithAncestors(Route route, CreateSpan action) {
		return SpanPlaces.reserveAncestors(route.queue(), action.span().parent())
				&& offer(route, action) == WorkQueue.Offer.ACCEPTED;
	}

	private boolean waitForRoom(Route route, CreateSpan action) {
		int ancestors = SpanPlaces.missing(action.span().parent());
		return waitForRoom(route.queue(), 1 + ancestors, action.weight() + ancestors * SpanData.BARE_WEIGHT,
				() -> offerWithAncestors(route, action));
	}

	/**
	 * Waits for room and uses it, if callers wait at all.
	 * @param use takes the room; {@code false} if somebody else was faster
	 */
	private boolean waitForRoom(WorkQueue<TransportAction> queue, int places, long weight, BooleanSupplier use) {
		if (this.blockTimeout == null || Schedulers.isInNonBlockingThread()) {
			return false;
		}
		long deadline = this.nanoTime.getAsLong() + this.blockTimeout.toNanos();
		try {
			long left = this.blockTimeout.toNanos();
			while (left > 0 && queue.awaitRoom(places, weight, Duration.ofNanos(left))) {
				if (use.getAsBoolean()) {
					return true;
				}
				left = deadline - this.nanoTime.getAsLong();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return false;
	}

	/**
	 * Leaves the payloads out when the queue fills up.
	 */
	private CreateSpan fitting(Route route, CreateSpan action) {
		WorkQueue<TransportAction> queue = route.queue();
		long max = queue.maxWeight();
		boolean scarce = queue.weight() + action.weight() > max - max / 4;
		return (scarce && action.span().hasPayloads())
				? new CreateSpan(action.span().withoutPayloads(), action.handle()) : action;
	}

	private boolean accepted(CreateSpan action, CreateSpan fitting) {
		if (fitting != action) {
			action.handle().release();
			this.accounts.payloadDropped(action);
		}
		this.accounts.accepted(action);
		return true;
	}

	private WorkQueue.Offer offer(Route route, TransportAction action) {
		route.lane().progress().offered();
		return noted(route, route.queue().offer(action));
	}

	private WorkQueue.Offer offerReserved(Route route, TransportAction action, long reserved) {
		route.lane().progress().offered();
		return noted(route, route.queue().offerReserved(action, reserved));
	}

	private static WorkQueue.Offer noted(Route route, WorkQueue.Offer offer) {
		if (offer != WorkQueue.Offer.ACCEPTED) {
			route.lane().progress().refused();
		}
		return offer;
	}

	private boolean settle(TransportAction action, WorkQueue.Offer offer) {
		switch (offer) {
			case ACCEPTED -> this.accounts.accepted(action);
			case FULL -> drop(action, DropReason.QUEUE_FULL);
			case CLOSED -> drop(action, DropReason.SHUTDOWN);
		}
		return offer == WorkQueue.Offer.ACCEPTED;
	}

	private boolean refuse(TransportAction action) {
		boolean stopping = this.closed || this.routes.get(0).queue().isClosed();
		return drop(action, stopping ? DropReason.SHUTDOWN : DropReason.QUEUE_FULL);
	}

	private boolean drop(TransportAction action, DropReason reason) {
		if (action instanceof CreateSpan create) {
			// Its children may outlive it by far
			create.handle().release();
		}
		this.accounts.dropped(action, reason);
		return false;
	}

}
