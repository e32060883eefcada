package ai.prefactor.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import ai.prefactor.id.Pfid;

/**
 * Which route each run takes: a run stays on the one that it joined. Safe for use by many
 * threads.
 */
final class RunRoutes {

	private final Map<Pfid, Ticket> tickets = new ConcurrentHashMap<>();

	/**
	 * Puts a run on a route.
	 * @param runId the run
	 * @param route the route
	 * @return {@code false} if it is on one already
	 */
	boolean join(Pfid runId, Route route) {
		if (this.tickets.putIfAbsent(runId, new Ticket(route, new AtomicBoolean())) != null) {
			return false;
		}
		route.runs().incrementAndGet();
		return true;
	}

	@Nullable Ticket of(Pfid runId) {
		return this.tickets.get(runId);
	}

	/**
	 * Takes a run off its route.
	 * @param runId the run
	 * @return its ticket, which nobody else is given again; {@code null} if it has none
	 */
	@Nullable Ticket leave(Pfid runId) {
		Ticket ticket = this.tickets.remove(runId);
		if (ticket != null) {
			ticket.route().runs().decrementAndGet();
		}
		return ticket;
	}

	/**
	 * What a run holds while it is on a route.
	 *
	 * @param route the route
	 * @param started whether the place that was reserved for the run's start is used
	 */
	record Ticket(Route route, AtomicBoolean started) {

		/**
		 * Uses the place that was reserved for the run's start.
		 * @return {@code false} if it was used before
		 */
		boolean useStart() {
			return this.started.compareAndSet(false, true);
		}

	}

}
