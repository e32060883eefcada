package ai.prefactor.transport;

import org.jspecify.annotations.Nullable;

import ai.prefactor.api.EncodedRequest;
import ai.prefactor.api.Operation;
import ai.prefactor.span.StartedSpan;

/**
 * One operation of a batch, its bytes frozen. Used by one lane; while it is under way its
 * dispatcher reads it and notes its fate, which any thread may see.
 */
final class BatchItem {

	private final LaneRun run;

	private final EncodedRequest request;

	private final String key;

	private final @Nullable StartedSpan span;

	private final SpanDelivery.Stage before;

	private final SpanDelivery.Stage after;

	private boolean otherIdExpected;

	// Whether the server may have the span as under way although this creates it
	private final boolean announcedBefore;

	private volatile @Nullable LaneEntry entry;

	private final Suspicion suspicion;

	// Whether it may have arrived some time without an answer that names it
	private boolean inDoubt;

	private volatile Fate fate = Fate.UNSENT;

	/**
	 * An operation.
	 * @param run the run
	 * @param request the request
	 * @param key the key it had if it were sent for the first time
	 * @param span the span that is concerned; {@code null} if it is the run
	 * @param after how far the span is then
	 * @param entry what is settled with it, if something is
	 */
	BatchItem(LaneRun run, EncodedRequest request, String key, @Nullable StartedSpan span, SpanDelivery.Stage after,
			@Nullable LaneEntry entry) {
		this(run, request, key, span, after, entry,
				(span != null) ? SpanDelivery.of(span).suspicion() : new Suspicion());
	}

	private BatchItem(LaneRun run, EncodedRequest request, String key, @Nullable StartedSpan span,
			SpanDelivery.Stage after, @Nullable LaneEntry entry, Suspicion suspicion) {
		this.run = run;
		this.request = request;
		this.key = key;
		this.span = span;
		this.before = (span != null) ? SpanDelivery.of(span).stage() : SpanDelivery.Stage.NEW;
		this.after = after;
		this.announcedBefore = span != null && SpanDelivery.of(span).isAnnounced();
		this.entry = entry;
		this.suspicion = suspicion;
	}

	LaneRun run() {
		return this.run;
	}

	EncodedRequest request() {
		return this.request;
	}

	Operation operation() {
		return this.request.operation();
	}

	String key() {
		return this.key;
	}

	@Nullable StartedSpan span() {
		return this.span;
	}

	/**
	 * Whether it creates a span in its final state that was announced before: a server
	 * that has the span already has it as under way then.
	 */
	boolean isLateCreate() {
		return this.announcedBefore && this.request.operation() == Operation.CREATE_SPAN
				&& this.after == SpanDelivery.Stage.FINISHED;
	}

	/**
	 * The same item once more, with all that is known of it.
	 * @param entry what is settled with it now, if something is
	 */
	BatchItem again(@Nullable LaneEntry entry) {
		BatchItem again = new BatchItem(this.run, this.request, this.key, this.span, this.after, entry, this.suspicion);
		again.otherIdExpected = this.otherIdExpected;
		again.unanswered(this.inDoubt);
		return again;
	}

	/**
	 * What speaks against it.
	 */
	Suspicion suspicion() {
		return this.suspicion;
	}

	/**
	 * How far the span is then.
	 */
	SpanDelivery.Stage after() {
		return this.after;
	}

	/**
	 * How far the span was before.
	 */
	SpanDelivery.Stage before() {
		return this.before;
	}

	/**
	 * What is settled with the item, if something is.
	 */
	@Nullable LaneEntry entry() {
		return this.entry;
	}

	/**
	 * Has an action settled with the item, which brings its span along.
	 */
	void settles(LaneEntry entry) {
		this.entry = entry;
	}

	/**
	 * The id that the server gave instead of ours.
	 * @param given the id in its answer, if there is one
	 * @return the id, or {@code null} if it took ours
	 */
	@Nullable String otherId(@Nullable String given) {
		String ours = switch (operation()) {
			case REGISTER -> this.run.ownId();
			case CREATE_SPAN -> (this.span != null) ? SpanDelivery.of(this.span).ownId() : null;
			case START, FINISH, FINISH_SPAN -> null;
		};
		return (ours != null && given != null && !given.equals(ours)) ? given : null;
	}

	/**
	 * Takes note that the server was known to assign ids when the item was made, so that
	 * nothing behind it was made as if it took ours.
	 */
	void expectOtherId() {
		this.otherIdExpected = true;
	}

	/**
	 * Whether the server gave another id than ours, although it was planned otherwise.
	 * @param given the id in its answer, if there is one
	 */
	boolean isSurprising(@Nullable String given) {
		return !this.otherIdExpected && otherId(given) != null;
	}

	/**
	 * Takes note that it is on its way.
	 */
	void underWay() {
		this.fate = Fate.UNKNOWN;
	}

	/**
	 * Takes note that it has no answer. What may have arrived once stays in doubt until
	 * it has one.
	 * @param mayHaveArrived whether the server may have it without our knowing
	 */
	void unanswered(boolean mayHaveArrived) {
		this.inDoubt |= mayHaveArrived;
		this.fate = this.inDoubt ? Fate.UNKNOWN : Fate.UNSENT;
	}

	/**
	 * Takes note of an answer that says what became of it, before that is taken into
	 * account.
	 * @param delivered whether the server has it
	 */
	void answered(boolean delivered) {
		this.inDoubt = false;
		this.fate = delivered ? Fate.DELIVERED : Fate.UNSENT;
	}

	Fate fate() {
		return this.fate;
	}

}
