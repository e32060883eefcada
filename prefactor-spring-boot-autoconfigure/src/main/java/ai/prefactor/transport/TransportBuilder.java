package ai.prefactor.transport;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import ai.prefactor.action.TransportAction;
import ai.prefactor.api.ApiClients;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.http.Backoff;
import ai.prefactor.queue.InMemoryWorkQueue;
import ai.prefactor.queue.QueueBounds;
import ai.prefactor.queue.TaskExecutor;
import ai.prefactor.queue.WorkQueue;

/**
 * Puts a {@link QueueingTransport} together.
 *
 * @since 0.1.0
 */
public final class TransportBuilder {

	// While the server does not answer, it is tried at least this often
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

	private final TransportSettings settings;

	private final TerminationMonitor terminations;

	private final TransportAccounts accounts;

	private InstantSource clock = InstantSource.system();

	private LongSupplier nanoTime = System::nanoTime;

	private Supplier<? extends RandomGenerator> random = ThreadLocalRandom::current;

	/**
	 * A transport with these settings.
	 * @param settings how actions are queued and delivered
	 * @param terminations is told of runs that the platform wants to stop
	 * @param listeners are told what becomes of actions
	 */
	public TransportBuilder(TransportSettings settings, TerminationMonitor terminations,
			List<TransportListener> listeners) {
		this.settings = settings;
		this.terminations = terminations;
		List<TransportListener> all = new ArrayList<>(List.of(new LossLog(), new StateLog()));
		all.addAll(listeners);
		this.accounts = new TransportAccounts(all);
	}

	/**
	 * Sets where time and chance come from, instead of the system.
	 * @param clock the time of day
	 * @param nanoTime a monotonic clock, in nanoseconds
	 * @param random tells, for the calling thread, where chance comes from
	 * @return this builder
	 */
	public TransportBuilder timing(InstantSource clock, LongSupplier nanoTime,
			Supplier<? extends RandomGenerator> random) {
		this.clock = clock;
		this.nanoTime = nanoTime;
		this.random = random;
		return this;
	}

	/**
	 * Who is told of each request that is repeated, by the endpoint clients too.
	 * @return the listener
	 */
	public TransportListener listener() {
		return this.accounts;
	}

	/**
	 * Makes the transport.
	 * @param clients makes the endpoint clients, given what tells them not to retry by
	 * themselves because the transport does
	 * @param onStop is run when nothing more is sent
	 * @return the transport, not started
	 */
	public QueueingTransport build(Function<BooleanSupplier, ApiClients> clients, Runnable onStop) {
		Duration longest = this.settings.longestPause();
		TransportHealth health = new TransportHealth(
				new Backoff(this.settings.initialPause(), this.settings.pauseMultiplier(),
						(longest.compareTo(LONGEST_PAUSE) < 0) ? longest : LONGEST_PAUSE, this.random),
				this.clock, this.nanoTime, this.accounts);
		QueueBounds bounds = new QueueBounds(this.settings.capacity(), this.settings.maxBytes());
		FlushBarrier barrier = new FlushBarrier();
		MissingAgents missingAgents = new MissingAgents();
		// A ping asks how things are now: repeating it is the transport's decision
		Probe probe = new Probe(clients.apply(() -> true).ping(), health, missingAgents);
		ApiClients api = clients.apply(() -> !health.isHealthy());
		List<Route> routes = routes(new ApiRequests(api), new Shared(probe, health, missingAgents), bounds, barrier);
		TaskExecutor<TransportAction> executor = new TaskExecutor<>("prefactor-transport",
				routes.stream().map((route) -> new TaskExecutor.Lane<>(route.queue(), route.lane())).toList(), 0,
				new LaneFailureLog());
		return new QueueingTransport(bounds, routes, executor, health, probe, this.accounts, barrier, onStop);
	}

	private List<Route> routes(ApiRequests requests, Shared shared, QueueBounds bounds, FlushBarrier barrier) {
		RefusalLog refusals = new RefusalLog();
		List<Route> routes = new ArrayList<>();
		for (int i = 0; i < this.settings.lanes(); i++) {
			WorkQueue<TransportAction> queue = new InMemoryWorkQueue<>(bounds, TransportAction::weight);
			Courier courier = new Courier(shared.probe(), shared.health(), this.terminations, this.accounts,
					shared.missingAgents(), refusals);
			routes.add(Route.of(queue, new Lane(courier, shared.probe(), requests, shared.health(), this.accounts,
					new LaneProgress(barrier), this.nanoTime)));
		}
		return routes;
	}

	/**
	 * What all lanes know of the server.
	 *
	 * @param probe asks it
	 * @param health whether it answers
	 * @param missingAgents which runs it knew no agent for
	 */
	private record Shared(Probe probe, TransportHealth health, MissingAgents missingAgents) {

	}

}
