package ai.prefactor.transport;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.FinishSpan;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.id.Pfid;
import ai.prefactor.queue.WorkQueue;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.span.StartedSpan;

/**
 * Delivers the actions of one run: in front of a span the ancestors that the server does
 * not have yet, as active; of a span that it has as active only the finish. Keeps to the
 * ids that the server gave, where they differ from ours. Used by one lane, but for
 * {@link #hasDelivered}.
 */
final class RunDelivery {

	// Ends the key of a request that was refused and goes again with another body
	private static final String CHANGED = "-2";

	private final Pfid runId;

	private final ApiRequests requests;

	private final Courier courier;

	private final TransportListener listener;

	private final SpanLedger spans = new SpanLedger();

	private String instanceId;

	private boolean lost;

	RunDelivery(Pfid runId, ApiRequests requests, Courier courier, TransportListener listener) {
		this.runId = runId;
		this.requests = requests;
		this.courier = courier;
		this.listener = listener;
		this.instanceId = runId.toString();
	}

	/**
	 * Gives the run up: what belongs to it is rejected from now on.
	 */
	void lose() {
		this.lost = true;
	}

	/**
	 * Whether the server has a span in its final state, though its own turn may be still
	 * to come: a child that came first has brought it along.
	 * @param spanId the span
	 * @return {@code true} if it has
	 */
	boolean hasDelivered(Pfid spanId) {
		return this.spans.isFinished(spanId);
	}

	/**
	 * Delivers an action.
	 * @param entry the action and its place
	 * @return what became of it
	 * @throws InterruptedException if it was given up meanwhile
	 */
	Settlement deliver(WorkQueue.Entry<TransportAction> entry) throws InterruptedException {
		TransportAction action = entry.item();
		if (this.lost) {
			return Settlement.RUN_REJECTED;
		}
		if (action instanceof CreateSpan create) {
			return create(create, entry);
		}
		if (action instanceof FinishSpan finish) {
			return finish(finish, entry);
		}
		if (action instanceof FinishInstance finish) {
			closeSpans(finish, entry);
			return settle(this.courier.send(() -> this.requests.finish(this.instanceId, finish), entry, finish));
		}
		return (action instanceof RegisterInstance register) ? register(register, entry)
				: start((StartInstance) action, entry);
	}

	private Settlement register(RegisterInstance action, WorkQueue.Entry<TransportAction> entry)
			throws InterruptedException {
		Reply reply = this.courier.send(() -> this.requests.register(action), entry, action);
		switch (reply.verdict()) {
			case DELIVERED -> {
				this.instanceId = reply.serverIdOr(this.runId);
				return Settlement.DELIVERED;
			}
			case AGENT_MISSING -> {
				return Settlement.POSTPONED;
			}
			case REJECTED, TOO_LARGE -> lose();
		}
		return Settlement.RUN_REJECTED;
	}

	private Settlement start(StartInstance action, WorkQueue.Entry<TransportAction> entry) throws InterruptedException {
		return settle(this.courier.send(() -> this.requests.start(this.instanceId, action), entry, action));
	}

	private Settlement create(CreateSpan action, WorkQueue.Entry<TransportAction> entry) throws InterruptedException {
		SpanData span = action.span();
		Settlement known = known(span.id());
		if (known != null) {
			return known;
		}
		String announcedAs = this.spans.announcedAs(span.id());
		if (announcedAs != null) {
			return finish(span, announcedAs, entry, action);
		}
		for (StartedSpan ancestor : this.spans.missing(span.parent())) {
			bringAlong(ancestor, entry);
		}
		return settle(send(span, new Written(span), entry, action));
	}

	private Settlement finish(FinishSpan action, WorkQueue.Entry<TransportAction> entry) throws InterruptedException {
		SpanData span = action.span();
		Settlement known = known(span.id());
		return (known != null) ? known : finish(span, this.spans.serverIdOr(span.id()), entry, action);
	}

	private @Nullable Settlement known(Pfid spanId) {
		if (this.spans.isFinished(spanId)) {
			return Settlement.DELIVERED;
		}
		return this.spans.isRejected(spanId) ? Settlement.REJECTED : null;
	}

	/**
	 * Brings along an ancestor that the server does not have: as active, or in its final
	 * state if it has ended meanwhile.
	 */
	private void bringAlong(StartedSpan ancestor, WorkQueue.Entry<TransportAction> entry) throws InterruptedException {
		SpanData span = ancestor.snapshot();
		send(span, ancestor, entry, (span.status() != SpanStatus.ACTIVE) ? new CreateSpan(span) : null);
	}

	/**
	 * Sends a span that the server does not have, and notes what came of it. One that is
	 * too large goes without its payload.
	 */
	private Reply send(SpanData span, StartedSpan handle, WorkQueue.Entry<TransportAction> entry,
			@Nullable TransportAction settles) throws InterruptedException {
		String parentId = this.spans.nearestAccepted(span.parent());
		String key = new CreateSpan(span).idempotencyKey();
		Reply reply = this.courier.send(() -> this.requests.createSpan(this.instanceId, parentId, span, key), entry,
				settles);
		if (reply.verdict() == Reply.Verdict.TOO_LARGE) {
			this.listener.payloadDropped(entry.item());
			SpanData smaller = span.withoutPayloads();
			reply = this.courier.send(() -> this.requests.createSpan(this.instanceId, parentId, smaller, key + CHANGED),
					entry, settles);
		}
		note(span, handle, reply);
		return reply;
	}

	private void note(SpanData span, StartedSpan handle, Reply reply) {
		if (reply.verdict() != Reply.Verdict.DELIVERED) {
			this.spans.reject(span.id());
		}
		else if (span.status() == SpanStatus.ACTIVE) {
			this.spans.announce(handle, reply.serverIdOr(span.id()));
		}
		else {
			this.spans.finish(span.id(), reply.serverIdOr(span.id()));
		}
	}

	private Settlement finish(SpanData span, String serverId, WorkQueue.Entry<TransportAction> entry,
			@Nullable TransportAction settles) throws InterruptedException {
		String key = new FinishSpan(span).idempotencyKey();
		Reply reply = this.courier.send(() -> this.requests.finishSpan(serverId, span, key), entry, settles);
		if (reply.verdict() == Reply.Verdict.TOO_LARGE) {
			this.listener.payloadDropped(entry.item());
			SpanData smaller = span.withoutPayloads();
			reply = this.courier.send(() -> this.requests.finishSpan(serverId, smaller, key + CHANGED), entry, settles);
		}
		this.spans.finish(span.id(), serverId);
		return settle(reply);
	}

	/**
	 * Finishes what the server has as active although its end never came, so that no span
	 * stays open because of a loss on our side.
	 */
	private void closeSpans(FinishInstance action, WorkQueue.Entry<TransportAction> entry) throws InterruptedException {
		for (SpanLedger.Announced open : this.spans.announced()) {
			SpanData span = open.span().snapshot();
			finish((span.status() == SpanStatus.ACTIVE) ? span.cancelledAt(action.timestamp()) : span, open.serverId(),
					entry, null);
		}
	}

	private static Settlement settle(Reply reply) {
		return switch (reply.verdict()) {
			case DELIVERED -> Settlement.DELIVERED;
			case REJECTED -> Settlement.REJECTED;
			case TOO_LARGE -> Settlement.TOO_LARGE;
			case AGENT_MISSING -> Settlement.POSTPONED;
		};
	}

	/**
	 * A span of which there is only the record.
	 *
	 * @param snapshot the record
	 */
	private record Written(SpanData snapshot) implements StartedSpan {

		@Override
		public Pfid id() {
			return this.snapshot.id();
		}

		@Override
		public @Nullable StartedSpan parent() {
			return this.snapshot.parent();
		}

	}

}
