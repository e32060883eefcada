package ai.prefactor.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.id.Pfid;
import ai.prefactor.span.StartedSpan;

/**
 * A run in its lane: what of it waits to be sent, in order, and what the server has of
 * it. Used by one lane.
 */
final class LaneRun {

	private final RegisterInstance register;

	private final long openedAt;

	private final Deque<LaneEntry> waiting = new ArrayDeque<>();

	private final Set<StartedSpan> active = new LinkedHashSet<>();

	private final HeldSpans held = new HeldSpans();

	private final RunRequests requests = new RunRequests();

	private final RunPause pause = new RunPause();

	private final String id;

	private @Nullable String serverId;

	private boolean confirmed;

	private boolean started;

	// Whether the run has been open long enough to be announced with its root
	private boolean lasting;

	private boolean rootAnnounced;

	private boolean finishing;

	private boolean lost;

	private Standing standing = Standing.YOUNG;

	LaneRun(RegisterInstance register, long openedAt) {
		this.register = register;
		this.id = register.runId().toString();
		this.openedAt = openedAt;
	}

	Pfid id() {
		return this.register.runId();
	}

	long openedAt() {
		return this.openedAt;
	}

	Deque<LaneEntry> waiting() {
		return this.waiting;
	}

	/**
	 * Takes an action in, which comes last.
	 */
	void add(LaneEntry entry) {
		this.waiting.add(entry);
		this.finishing |= entry.action() instanceof FinishInstance;
	}

	/**
	 * Takes actions back that were planned, or held: they go again in their old places.
	 */
	void putBack(List<LaneEntry> entries) {
		List<LaneEntry> sorted = new ArrayList<>(entries);
		sorted.sort(Comparator.comparingLong(LaneEntry::number).reversed());
		long latest = sorted.isEmpty() ? 0 : sorted.get(0).number();
		Deque<LaneEntry> before = new ArrayDeque<>();
		while (!this.waiting.isEmpty() && this.waiting.getFirst().number() < latest) {
			before.push(this.waiting.removeFirst());
		}
		for (LaneEntry entry : sorted) {
			while (!before.isEmpty() && before.getFirst().number() > entry.number()) {
				this.waiting.addFirst(before.pop());
			}
			this.waiting.addFirst(entry);
		}
		before.forEach(this.waiting::addFirst);
	}

	/**
	 * The spans that the server has as under way, as far as is planned.
	 */
	Set<StartedSpan> active() {
		return this.active;
	}

	/**
	 * The same spans, children before their parents.
	 */
	List<StartedSpan> activeFromBelow() {
		Deque<StartedSpan> latestFirst = new ArrayDeque<>();
		this.active.forEach(latestFirst::push);
		return new ArrayList<>(latestFirst);
	}

	HeldSpans held() {
		return this.held;
	}

	RunRequests requests() {
		return this.requests;
	}

	RunPause pause() {
		return this.pause;
	}

	/**
	 * The id by which to speak of the run to the server.
	 */
	String instanceId() {
		return (this.serverId != null) ? this.serverId : this.id;
	}

	/**
	 * The run's id as text.
	 */
	String ownId() {
		return this.id;
	}

	/**
	 * The server has the run.
	 * @param serverId the id that it gave; {@code null} if it took ours
	 */
	void confirmed(@Nullable String serverId) {
		this.confirmed = true;
		this.serverId = serverId;
	}

	boolean isConfirmed() {
		return this.confirmed;
	}

	/**
	 * The run's start is planned, or taken back.
	 */
	void started(boolean started) {
		this.started = started;
	}

	/**
	 * Whether the run's root is still to be announced.
	 */
	boolean isRootDue() {
		return this.lasting && this.started && !this.rootAnnounced && !this.finishing && !this.lost;
	}

	void lasting() {
		this.lasting = true;
	}

	@Nullable StartedSpan root() {
		return this.register.root().get();
	}

	void rootAnnounced(boolean announced) {
		this.rootAnnounced = announced;
	}

	/**
	 * Whether the run's last action is here.
	 */
	boolean isFinishing() {
		return this.finishing;
	}

	/**
	 * Gives the run up: what belongs to it is rejected from now on.
	 */
	void lose() {
		this.lost = true;
	}

	boolean isLost() {
		return this.lost;
	}

	Standing standing() {
		return this.standing;
	}

	void standing(Standing standing) {
		this.standing = standing;
	}

	/**
	 * Where a run stands in its lane.
	 */
	enum Standing {

		/**
		 * It may end soon, and then goes out in one piece.
		 */
		YOUNG,

		/**
		 * It has something to send.
		 */
		READY,

		/**
		 * It has something to send, but not now.
		 */
		PAUSED,

		/**
		 * It has something to send that needs an answer first.
		 */
		BLOCKED,

		/**
		 * It has nothing to send.
		 */
		IDLE

	}

}
