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
		if (this.tickets.putIfAbsent(runId, new Ticket(route)) != null) {
			return false;
		}
		route.joined();
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
			ticket.route().left();
		}
		return ticket;
	}

	/**
	 * What a run holds while it is on a route. Safe for use by many threads.
	 */
	static final class Ticket {

		private final Route route;

		// Whether the place that was reserved for the run's start is used
		private final AtomicBoolean started = new AtomicBoolean();

		private Ticket(Route route) {
			this.route = route;
		}

		Route route() {
			return this.route;
		}

		/**
		 * Uses the place that was reserved for the run's start.
		 * @return {@code false} if it was used before
		 */
		boolean useStart() {
			return this.started.compareAndSet(false, true);
		}

	}

}
