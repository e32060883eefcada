package ai.prefactor.transport;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.TransportAction;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.http.Backoff;
import ai.prefactor.http.ManualTime;
import ai.prefactor.queue.InMemoryWorkQueue;
import ai.prefactor.queue.QueueBounds;
import ai.prefactor.queue.WorkQueue;

/**
 * A lane and its dispatcher before a fake platform, without threads: nothing happens but
 * what a test asks for, and time passes only when it says so.
 */
final class TestLane {

	static final Duration LINGER = Duration.ofMillis(200);

	// More steps than any test needs
	private static final int MOST_STEPS = 20_000;

	private final ManualTime time = new ManualTime();

	// Whoever waits for the server has waited long enough
	private final AtomicLong patience = new AtomicLong();

	private final RecordingTransportListener listener = new RecordingTransportListener();

	private final TransportAccounts accounts = new TransportAccounts(List.of(this.listener));

	private final MissingAgents missingAgents = new MissingAgents();

	private final TransportHealth health = new TransportHealth(
			new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), () -> new Random(1)), this.time,
			() -> this.patience.addAndGet(Duration.ofHours(2).toNanos()), this.accounts);

	private final TerminationMonitor terminations = new TerminationMonitor();

	private final WorkQueue<Batch> outbox = new InMemoryWorkQueue<>(new QueueBounds(2, 2), (batch) -> 1);

	private final WorkQueue<TransportAction> inbox;

	private final ServerKnowledge server;

	private final Lane lane;

	private final Dispatcher dispatcher;

	private final Intake intake;

	private int batches;

	private boolean urgent;

	private Duration idle = Duration.ZERO;

	TestLane(FakePlatform platform, boolean bulk) {
		this(platform, bulk, 1_000);
	}

	TestLane(FakePlatform platform, boolean bulk, int maxItems) {
		this(platform, settings(bulk, maxItems, 1_000, 1 << 24, null));
	}

	TestLane(FakePlatform platform, TransportSettings settings) {
		TransportSettings.Batch batch = settings.batch();
		QueueBounds bounds = new QueueBounds(settings.capacity(), settings.maxBytes());
		this.inbox = new InMemoryWorkQueue<>(bounds, TransportAction::weight);
		this.server = new ServerKnowledge(this.health, this.missingAgents, new ServerIds(),
				new BulkSupport(batch.enabled(), this.time::nanos));
		Probe probe = new Probe(platform.clients().ping(), this.health, this.missingAgents);
		RefusalLog refusals = new RefusalLog();
		this.lane = new Lane(this.inbox, this.outbox,
				new LanePace(this.server.bulk(), () -> this.urgent, batch.linger(), this.time::nanos),
				new LaneProgress(new FlushBarrier()), this.server, new BatchLimits(batch, this.time::nanos),
				this.accounts, this.terminations);
		this.dispatcher = new Dispatcher(new BatchSender(platform.clients(), platform.clients(),
				new Courier(probe, this.health, this.accounts), this.server, refusals, this.accounts), this.health,
				probe, refusals, this.lane::answered);
		this.intake = new Intake(List.of(new Route(this.inbox, this.lane)), this.accounts, settings.blockTimeout(),
				this.time::nanos);
	}

	static TransportSettings settings(boolean bulk, int maxItems, int capacity, long maxBytes,
			@Nullable Duration blockTimeout) {
		return new TransportSettings(capacity, maxBytes, 1, Duration.ofMillis(1), 1, Duration.ofMillis(1),
				new TransportSettings.Batch(bulk, maxItems, 4 << 20, LINGER), blockTimeout);
	}

	RecordingTransportListener listener() {
		return this.listener;
	}

	TransportStatus.Counts counts() {
		return this.accounts.counts();
	}

	TerminationMonitor terminations() {
		return this.terminations;
	}

	ServerKnowledge server() {
		return this.server;
	}

	WorkQueue<TransportAction> queue() {
		return this.inbox;
	}

	Lane lane() {
		return this.lane;
	}

	Intake intake() {
		return this.intake;
	}

	/**
	 * What became of an action.
	 * @return its only outcome; a list of them if there is none or more than one
	 */
	String outcome(TransportAction action) {
		List<String> outcomes = this.listener.outcomes(action);
		return (outcomes.size() == 1) ? outcomes.get(0) : outcomes.toString();
	}

	boolean submit(TransportAction... actions) {
		boolean accepted = true;
		for (TransportAction action : actions) {
			accepted &= this.intake.submit(action);
		}
		return accepted;
	}

	/**
	 * Has the lane take in what is there, and plan as far as it is time to.
	 */
	void plan() {
		WorkQueue.Entry<TransportAction> entry = poll(this.inbox);
		while (entry != null) {
			this.lane.handle(entry);
			this.idle = this.lane.idle();
			entry = poll(this.inbox);
		}
		this.idle = this.lane.idle();
	}

	/**
	 * Sends a batch if one is planned.
	 */
	boolean send() {
		WorkQueue.Entry<Batch> batch = poll(this.outbox);
		if (batch == null) {
			return false;
		}
		this.batches++;
		try {
			this.dispatcher.handle(batch);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
		return true;
	}

	/**
	 * How many batches were sent.
	 */
	int batches() {
		return this.batches;
	}

	/**
	 * Plans and sends until nothing more happens by itself.
	 */
	void pump() {
		int steps = 0;
		do {
			plan();
			if (steps++ > MOST_STEPS) {
				throw new AssertionError("There is no end to it");
			}
		}
		while (send());
	}

	/**
	 * Lets time pass, once everything is done that can be done now.
	 */
	void advance(Duration duration) {
		pump();
		this.time.advance(duration);
		pump();
	}

	/**
	 * Sends everything, however much time passes.
	 */
	void flush() {
		plan();
		this.urgent = true;
		pump();
		for (int i = 0; this.lane.progress().backlog() > 0; i++) {
			if (i > MOST_STEPS || this.idle.compareTo(Duration.ofHours(1)) >= 0) {
				throw new AssertionError("Something is left for ever: " + this.lane.progress().backlog());
			}
			advance(this.idle);
		}
		this.urgent = false;
	}

	private static <T> WorkQueue.@Nullable Entry<T> poll(WorkQueue<T> queue) {
		try {
			return queue.poll(Duration.ZERO);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
