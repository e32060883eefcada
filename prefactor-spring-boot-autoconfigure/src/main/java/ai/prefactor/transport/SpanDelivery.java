package ai.prefactor.transport;

import org.jspecify.annotations.Nullable;

import ai.prefactor.span.StartedSpan;

/**
 * What a lane knows of one span at the server. Left with the span itself. What is planned
 * counts as done, and is taken back if it does not come true. Used by one lane, but for
 * whoever counts what is left when the transport has stopped.
 */
final class SpanDelivery {

	private final String id;

	private volatile Stage stage = Stage.NEW;

	private final Suspicion suspicion = new Suspicion();

	private @Nullable String serverId;

	private boolean confirmed;

	private boolean nameless;

	private boolean stripped;

	private boolean announced;

	private boolean foundActive;

	// The item under way that brings the span to its stage
	private volatile @Nullable BatchItem item;

	private SpanDelivery(String id) {
		this.id = id;
	}

	/**
	 * What is known of a span; new if nothing is.
	 */
	static SpanDelivery of(StartedSpan span) {
		SpanDelivery delivery = (SpanDelivery) span.delivery();
		if (delivery == null) {
			delivery = new SpanDelivery(span.id().toString());
			span.delivery(delivery);
		}
		return delivery;
	}

	/**
	 * What speaks against the span, in whatever form it goes.
	 */
	Suspicion suspicion() {
		return this.suspicion;
	}

	Stage stage() {
		return this.stage;
	}

	/**
	 * An item is about to bring the span to a stage.
	 */
	void planned(BatchItem item, Stage stage) {
		this.item = item;
		this.stage = stage;
		this.announced |= stage == Stage.ACTIVE;
	}

	/**
	 * Whether a request went out, or was about to, that makes the span there as under
	 * way.
	 */
	boolean isAnnounced() {
		return this.announced;
	}

	/**
	 * The item did not come true.
	 * @return where the span is then
	 */
	Stage takenBack(Stage before) {
		this.item = null;
		this.stage = (before == Stage.NEW && this.foundActive) ? Stage.ACTIVE : before;
		return this.stage;
	}

	/**
	 * The server turned out to have the span as under way.
	 */
	void foundActive() {
		this.confirmed = true;
		this.foundActive = true;
	}

	/**
	 * The item came true.
	 * @param serverId the id that the server gave; {@code null} if it took ours
	 */
	void confirmed(@Nullable String serverId) {
		this.item = null;
		this.confirmed = true;
		if (serverId != null) {
			this.serverId = serverId;
		}
	}

	void rejected() {
		this.item = null;
		this.stage = Stage.REJECTED;
	}

	/**
	 * The server has the span under an id that it does not tell: nothing can refer to the
	 * span, so if it is under way it cannot be finished.
	 */
	void nameless() {
		this.nameless = true;
		if (this.stage == Stage.ACTIVE) {
			this.stage = Stage.REJECTED;
		}
	}

	@Nullable BatchItem item() {
		return this.item;
	}

	/**
	 * Whether the server has answered for the span.
	 */
	boolean isConfirmed() {
		return this.confirmed;
	}

	/**
	 * Whether the server has the span so that others can refer to it, as far as is
	 * planned.
	 */
	boolean isThere() {
		return !this.nameless && (this.stage == Stage.ACTIVE || this.stage == Stage.FINISHED);
	}

	/**
	 * The id by which to speak of the span to the server.
	 */
	String id() {
		return (this.serverId != null) ? this.serverId : this.id;
	}

	/**
	 * The span's id as text.
	 */
	String ownId() {
		return this.id;
	}

	/**
	 * Has the span sent without its payloads from now on.
	 * @return {@code false} if it was sent so before
	 */
	boolean strip() {
		boolean first = !this.stripped;
		this.stripped = true;
		return first;
	}

	boolean isStripped() {
		return this.stripped;
	}

	/**
	 * What is known of the span when its own action has been given up.
	 */
	Fate fate() {
		if (this.stage != Stage.FINISHED) {
			return Fate.UNSENT;
		}
		BatchItem item = this.item;
		return (item != null) ? item.fate() : Fate.DELIVERED;
	}

	/**
	 * How far a span is at the server.
	 */
	enum Stage {

		/**
		 * The server does not have it.
		 */
		NEW,

		/**
		 * The server has it as under way.
		 */
		ACTIVE,

		/**
		 * The server has it in its final state.
		 */
		FINISHED,

		/**
		 * The server has refused it.
		 */
		REJECTED

	}

}
