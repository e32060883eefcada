package ai.prefactor.transport;

import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.id.Pfid;
import ai.prefactor.queue.TaskHandler;
import ai.prefactor.queue.WorkQueue;

/**
 * Plans what is sent of the runs that joined it. While its dispatcher sends one batch,
 * the lane takes in what comes, and plans the next one if there is enough for it. Used by
 * its own thread, but for what its dispatcher tells it, its progress, and what is asked
 * once it rests for ever.
 */
final class Lane implements TaskHandler<TransportAction> {

	// After so many actions the lane looks at what there is to do, whatever comes
	private static final int MANY = 100;

	private static final long LONG = Duration.ofHours(1).toNanos();

	private final WorkQueue<TransportAction> inbox;

	private final WorkQueue<Batch> outbox;

	private final LanePace pace;

	private final LaneProgress progress;

	private final LaneBooks books;

	private final RunSchedule schedule = new RunSchedule();

	private final BatchPlanner planner;

	private final Reconciler reconciler;

	private final Map<Pfid, LaneRun> runs = new HashMap<>();

	private final AtomicReference<@Nullable Answer> answer = new AtomicReference<>();

	private volatile @Nullable Batch underWay;

	private @Nullable Batch prepared;

	// Whether something is left that has waited for others already
	private boolean undone;

	// Whether something came since the lane last waited, and how much came without a
	// pause
	private boolean taken;

	private int fresh;

	/**
	 * A lane.
	 * @param inbox where actions come from
	 * @param outbox where batches go to, one at a time
	 * @param pace when it is time to send
	 * @param progress how far the lane is
	 * @param server what is known of the server
	 * @param limits how much goes in a batch
	 * @param listener is told what becomes of actions
	 * @param terminations is told of runs that the platform wants to stop
	 */
	Lane(WorkQueue<TransportAction> inbox, WorkQueue<Batch> outbox, LanePace pace, LaneProgress progress,
			ServerKnowledge server, BatchLimits limits, TransportListener listener, TerminationMonitor terminations) {
		this.inbox = inbox;
		this.outbox = outbox;
		this.pace = pace;
		this.progress = progress;
		this.books = new LaneBooks(inbox, listener, progress);
		ItemFactory items = new ItemFactory(server.ids());
		Consumer<LaneRun> ended = (run) -> this.runs.remove(run.id());
		this.planner = new BatchPlanner(new RunPlanner(items, this.books, ended), this.schedule, limits);
		this.reconciler = new Reconciler(new ItemResults(this.books, items, server, terminations, ended), this.schedule,
				this.planner);
	}

	@Override
	public void handle(WorkQueue.Entry<TransportAction> place) {
		try {
			if (this.progress.begin()) {
				this.taken = true;
				take(place);
			}
		}
		finally {
			this.progress.rest();
		}
	}

	@Override
	public Duration idle() {
		try {
			boolean works = this.progress.begin();
			return (works && takesMore()) ? Duration.ZERO : Duration.ofNanos(works ? goOn() : LONG);
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
	 * Tells the lane what became of its batch. Called by its dispatcher.
	 */
	void answered(Batch batch, BatchOutcome outcome) {
		this.answer.set(new Answer(batch, outcome));
		this.inbox.signal();
	}

	/**
	 * What is known of actions that were given up. To be asked for once the lane rests
	 * for ever.
	 */
	Map<TransportAction, Fate> fates() {
		Map<TransportAction, Fate> fates = new IdentityHashMap<>();
		Batch batch = this.underWay;
		if (batch != null) {
			note(batch.items(), fates);
		}
		note(this.planner.frozen(), fates);
		this.runs.values().forEach((run) -> note(run.requests().pinned(), fates));
		this.books.deliveredTooLate().forEach((action) -> fates.put(action, Fate.DELIVERED));
		return fates;
	}

	private static void note(Iterable<BatchItem> items, Map<TransportAction, Fate> fates) {
		for (BatchItem item : items) {
			LaneEntry entry = item.entry();
			if (entry != null && !entry.isSettled()) {
				fates.merge(entry.action(), item.fate(), Fate::or);
			}
		}
	}

	/**
	 * Whether a run has joined and not ended. To be asked once the lane rests for ever.
	 */
	boolean has(Pfid runId) {
		return this.runs.containsKey(runId);
	}

	private void take(WorkQueue.Entry<TransportAction> place) {
		TransportAction action = place.item();
		LaneEntry entry = this.books.take(place);
		LaneRun run = this.runs.get(action.runId());
		long now = this.pace.now();
		if (run == null) {
			if (!(action instanceof RegisterInstance register)) {
				this.books.settle(entry, Settlement.LATE);
				return;
			}
			run = new LaneRun(register, now);
			this.runs.put(action.runId(), run);
			this.schedule.opened(run, this.pace.isLeisurely());
		}
		run.add(entry);
		this.schedule.added(run, now);
	}

	/**
	 * Whether there may be more to take before anything is planned, so that what came
	 * together goes together.
	 */
	private boolean takesMore() {
		boolean more = this.taken && ++this.fresh < MANY && this.answer.get() == null
				&& this.schedule.waiting() < this.planner.fullBatch();
		this.taken = false;
		if (!more) {
			this.fresh = 0;
		}
		return more;
	}

	/**
	 * Does what there is to do.
	 * @return how long the lane may wait for something to come, in nanoseconds
	 */
	private long goOn() {
		long now = this.pace.now();
		Answer answer = this.answer.getAndSet(null);
		if (answer != null) {
			apply(answer.batch(), answer.outcome(), now);
		}
		if (this.inbox.isClosed()) {
			this.schedule.hurry(now);
		}
		this.schedule.step(now, this.pace.isUrgent());
		if (this.underWay != null) {
			if (this.prepared == null && !this.planner.hasFrozen()
					&& this.schedule.waiting() >= this.planner.fullBatch()) {
				this.prepared = this.planner.plan(now);
			}
			return nanosLeft(LONG, now);
		}
		Batch next = this.prepared;
		this.prepared = null;
		if (next == null && isDue(now)) {
			next = this.planner.plan(now);
		}
		if (next == null || next.isEmpty()) {
			return nanosLeft(this.schedule.isReady() ? this.pace.nanosLeft(this.schedule.readySince(), now) : LONG,
					now);
		}
		this.underWay = next;
		this.undone = next.isFull();
		this.outbox.offer(next);
		return 0;
	}

	private boolean isDue(long now) {
		return this.planner.hasFrozen()
				|| (this.schedule.isReady() && (this.undone || this.schedule.waiting() >= this.planner.fullBatch()
						|| this.pace.isUrgent() || this.pace.nanosLeft(this.schedule.readySince(), now) <= 0));
	}

	private long nanosLeft(long most, long now) {
		return Math.max(0, Math.min(most, this.schedule.nanosLeft(now)));
	}

	private void apply(Batch batch, BatchOutcome outcome, long now) {
		boolean asPlanned = outcome.isAsPlanned(batch.items());
		this.undone |= !asPlanned;
		Batch planned = this.prepared;
		try {
			if (planned != null && !asPlanned) {
				this.prepared = null;
				this.reconciler.takeBack(planned.items(), now);
			}
			this.reconciler.apply(batch, outcome, now);
			this.planner.learn(batch, outcome);
		}
		finally {
			this.schedule.answered(now);
			this.underWay = null;
		}
	}

	/**
	 * What became of a batch.
	 *
	 * @param batch the batch
	 * @param outcome what became of it
	 */
	private record Answer(Batch batch, BatchOutcome outcome) {

	}

}
