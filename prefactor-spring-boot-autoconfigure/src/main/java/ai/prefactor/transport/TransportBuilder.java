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

	private static final String THREADS = "prefactor-transport";

	// While the server does not answer, it is tried at least this often
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

	private static final Duration REST = Duration.ofSeconds(1);

	private final TransportSettings settings;

	private final TerminationMonitor terminations;

	private final TransportAccounts accounts;

	private InstantSource clock = InstantSource.system();

	private LongSupplier nanoTime = System::nanoTime;

	private Supplier<? extends RandomGenerator> random = ThreadLocalRandom::current;

	private Duration rest = REST;

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
	 * Sets how long a transport that stops waits for its lanes to notice that they were
	 * interrupted.
	 */
	TransportBuilder rest(Duration rest) {
		this.rest = rest;
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
		MissingAgents missingAgents = new MissingAgents();
		// A ping asks how things are now: repeating it is the transport's decision
		ApiClients once = clients.apply(() -> true);
		Probe probe = new Probe(once.ping(), health, missingAgents);
		ServerKnowledge server = new ServerKnowledge(health, missingAgents, new ServerIds(),
				new BulkSupport(this.settings.batch().enabled(), this.nanoTime));
		return assemble(server, probe, clients.apply(() -> !health.isHealthy()), once, onStop);
	}

	private QueueingTransport assemble(ServerKnowledge server, Probe probe, ApiClients api, ApiClients once,
			Runnable onStop) {
		QueueBounds bounds = new QueueBounds(this.settings.capacity(), this.settings.maxBytes());
		FlushBarrier barrier = new FlushBarrier();
		RefusalLog refusals = new RefusalLog();
		List<Route> routes = new ArrayList<>();
		List<TaskExecutor.Lane<TransportAction>> lanes = new ArrayList<>();
		List<TaskExecutor.Lane<Batch>> dispatchers = new ArrayList<>();
		for (int i = 0; i < this.settings.lanes(); i++) {
			WorkQueue<TransportAction> inbox = new InMemoryWorkQueue<>(bounds, TransportAction::weight);
			WorkQueue<Batch> outbox = new InMemoryWorkQueue<>(new QueueBounds(2, 2), (batch) -> 1);
			Lane lane = new Lane(inbox, outbox, pace(server.bulk(), bounds, inbox, barrier), new LaneProgress(barrier),
					server, new BatchLimits(this.settings.batch(), this.nanoTime), this.accounts, this.terminations);
			BatchSender sender = new BatchSender(api, once, new Courier(probe, server.health(), this.accounts), server,
					refusals, this.accounts);
			routes.add(new Route(inbox, lane));
			lanes.add(new TaskExecutor.Lane<>(inbox, lane));
			dispatchers.add(new TaskExecutor.Lane<>(outbox,
					new Dispatcher(sender, server.health(), probe, refusals, lane::answered)));
		}
		LaneFailureLog failures = new LaneFailureLog();
		return new QueueingTransport(new Parts(bounds, routes,
				new Intake(routes, this.accounts, this.settings.blockTimeout(), this.nanoTime),
				new TaskExecutor<>(THREADS, lanes, 0, failures),
				new TaskExecutor<>(THREADS, 1 + lanes.size(), dispatchers, 0, failures), server.health(), probe,
				this.accounts, barrier, this.rest, onStop));
	}

	private LanePace pace(BulkSupport bulk, QueueBounds bounds, WorkQueue<?> inbox, FlushBarrier barrier) {
		int manyPlaces = bounds.capacity() / 2;
		long muchWeight = bounds.maxWeight() / 2;
		return new LanePace(bulk, () -> barrier.isAwaited() || inbox.isClosed() || bounds.size() > manyPlaces
				|| bounds.weight() > muchWeight, this.settings.batch().linger(), this.nanoTime);
	}

	/**
	 * What a transport is made of.
	 *
	 * @param bounds how much there is room for
	 * @param routes the ways to the lanes
	 * @param intake lets actions in
	 * @param lanes run the lanes
	 * @param dispatchers send what the lanes have planned
	 * @param health whether the server answers
	 * @param probe asks it
	 * @param accounts count what becomes of actions
	 * @param barrier where callers of flush wait
	 * @param rest how long lanes may take to notice that they were interrupted
	 * @param onStop is run when nothing more is sent
	 */
	record Parts(QueueBounds bounds, List<Route> routes, Intake intake, TaskExecutor<TransportAction> lanes,
			TaskExecutor<Batch> dispatchers, TransportHealth health, Probe probe, TransportAccounts accounts,
			FlushBarrier barrier, Duration rest, Runnable onStop) {

	}

}
