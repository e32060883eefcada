package ai.prefactor.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import ai.prefactor.api.Acknowledgement;
import ai.prefactor.api.ApiClients;
import ai.prefactor.api.BulkAnswer;
import ai.prefactor.api.BulkRequest;
import ai.prefactor.api.EncodedRequest;
import ai.prefactor.api.ItemResult;
import ai.prefactor.api.Operation;
import ai.prefactor.http.EncodedBody;
import ai.prefactor.http.PrefactorHttpException;
import ai.prefactor.queue.WorkQueue;
import ai.prefactor.transport.BatchOutcome.Cause;
import ai.prefactor.transport.BatchOutcome.ItemOutcome;

/**
 * Sends a part of a batch in one request and tells its items apart in the answer. An
 * operation that the server has never taken in bulk is tried once on its own endpoint
 * before it counts as refused. Used by one dispatcher.
 */
final class BatchSender {

	// Ends the key of what was refused in bulk and is tried by itself
	private static final String BY_ITSELF = "-1";

	private final ApiClients clients;

	private final ApiClients once;

	private final Courier courier;

	private final ServerKnowledge server;

	private final RefusalLog refusals;

	private final TransportListener listener;

	/**
	 * A sender.
	 * @param clients the clients of all endpoints
	 * @param once the same, for what is tried once only
	 * @param courier sends requests until they have an answer
	 * @param server what is known of the server
	 * @param refusals what was refused
	 * @param listener is told of each bulk request
	 */
	BatchSender(ApiClients clients, ApiClients once, Courier courier, ServerKnowledge server, RefusalLog refusals,
			TransportListener listener) {
		this.clients = clients;
		this.once = once;
		this.courier = courier;
		this.server = server;
		this.refusals = refusals;
		this.listener = listener;
	}

	/**
	 * How much goes in the next request.
	 * @param items what is to be sent
	 * @return the first of the items, or as many as go in bulk
	 */
	List<BatchItem> nextPart(List<BatchItem> items) {
		int size = 0;
		while (size < items.size() && goesWithOthers(items.get(size))) {
			size++;
		}
		return items.subList(0, Math.max(1, size));
	}

	private boolean goesWithOthers(BatchItem item) {
		return this.server.bulk().serves(item.operation()) && !item.suspicion().isOfItAlone();
	}

	/**
	 * Sends items.
	 * @param parcel the items
	 * @return what became of them
	 * @throws InterruptedException if the transport stops
	 */
	BatchOutcome send(BatchParcel parcel) throws InterruptedException {
		BatchItem first = parcel.items().get(0);
		return this.server.bulk().serves(first.operation()) ? sendBulk(parcel)
				: BatchOutcome.answered(List.of(sendAlone(first, first.request(), parcel.entry())));
	}

	/**
	 * The clients for a request. What is searched for is not worth more than one attempt
	 * at each step.
	 */
	private ApiClients clients(BatchParcel parcel) {
		return parcel.isSuspect() ? this.once : this.clients;
	}

	private ItemOutcome sendAlone(BatchItem item, EncodedRequest request, WorkQueue.Entry<Batch> entry)
			throws InterruptedException {
		Operation operation = item.operation();
		BatchParcel parcel = new BatchParcel(List.of(item), entry);
		Courier.Answer<Acknowledgement> answer = this.courier.send(() -> clients(parcel).send(request),
				(ex) -> FailureClassifier.classify(operation, ex), parcel);
		Acknowledgement acknowledgement = answer.value();
		Failure failure = answer.failure();
		if (failure == null || isAnswer(failure)) {
			this.server.answered(failure == Failure.AGENT_MISSING);
		}
		if (acknowledgement != null) {
			item.answered(true);
			this.server.acceptances().accepted();
			return new ItemOutcome.Accepted(acknowledgement);
		}
		return failed(item, answer);
	}

	/**
	 * Tries on its own endpoint what was refused in bulk, where it is not known whether
	 * the server takes such operations there at all.
	 */
	private ItemOutcome sendByItself(BatchItem item, WorkQueue.Entry<Batch> entry) throws InterruptedException {
		EncodedRequest request = item.request();
		ItemOutcome outcome = sendAlone(item, request.withKey(request.idempotencyKey() + BY_ITSELF), entry);
		if (outcome instanceof ItemOutcome.Accepted) {
			this.server.bulk().missing(item.operation());
		}
		else if (outcome instanceof ItemOutcome.Failed failed && failed.failure() == Failure.REJECTED) {
			this.server.bulk().refusedAlone(item.operation());
		}
		return outcome;
	}

	private ItemOutcome failed(BatchItem item, Courier.Answer<?> answer) {
		Failure failure = (answer.failure() != null) ? answer.failure() : Failure.REJECTED;
		PrefactorHttpException cause = answer.cause();
		if (failure == Failure.TRANSIENT || failure == Failure.FAILING) {
			boolean blamed = isToBlame(item, failure);
			if (cause != null && Attempts.mayHaveArrived(cause) && !isAlone(item)) {
				// Nothing shows that the server takes anything
				this.courier.report(cause);
			}
			failure = blamed ? Failure.REJECTED : Failure.TRANSIENT;
		}
		if (failure == Failure.REJECTED && cause != null) {
			this.refusals.log(cause);
		}
		return new ItemOutcome.Failed(failure);
	}

	/**
	 * Whether a span is rejected because the server fails at it, and at nothing else.
	 */
	private boolean isToBlame(BatchItem item, Failure failure) {
		long accepted = this.server.acceptances().count();
		item.suspicion().begin(accepted);
		item.suspicion().failedAlone();
		return failure == Failure.FAILING && item.span() != null && item.suspicion().isProven(accepted);
	}

	private boolean isAlone(BatchItem item) {
		return item.suspicion().areOthersTaken(this.server.acceptances().count());
	}

	private BatchOutcome sendBulk(BatchParcel parcel) throws InterruptedException {
		EncodedBody<BulkRequest> body = BulkRequest.of(parcel.items().stream().map(BatchItem::request).toList());
		this.listener.batched(parcel.items().size());
		boolean suspect = parcel.isSuspect();
		Courier.Answer<BulkAnswer> answer = this.courier.send(() -> clients(parcel).bulk().send(body),
				FailureClassifier::classifyBulk, parcel);
		BulkAnswer results = answer.value();
		if (results != null) {
			return read(results, parcel);
		}
		Failure failure = (answer.failure() != null) ? answer.failure() : Failure.REJECTED;
		if (isAnswer(failure) || (parcel.isDivisible() && !suspect)) {
			this.server.health().succeeded();
		}
		if (failure == Failure.UNSUPPORTED) {
			this.server.bulk().missing();
			return BatchOutcome
				.answered(Collections.nCopies(parcel.items().size(), new ItemOutcome.NotAttempted(true)));
		}
		return parcel.isDivisible() ? divided(parcel, cause(failure))
				: BatchOutcome.answered(List.of(single(parcel, failure, answer)));
	}

	private static boolean isAnswer(Failure failure) {
		return switch (failure) {
			case TRANSIENT, FAILING, TOO_SLOW, UNREADABLE, INTERRUPTED -> false;
			case TOKEN_REFUSED, AGENT_MISSING, TOO_LARGE, ALREADY_DONE, UNSUPPORTED, REJECTED -> true;
		};
	}

	private ItemOutcome single(BatchParcel parcel, Failure failure, Courier.Answer<?> answer)
			throws InterruptedException {
		BatchItem item = parcel.items().get(0);
		if (failure == Failure.UNREADABLE) {
			return sendAlone(item, item.request(), parcel.entry());
		}
		if (failure == Failure.REJECTED && !this.server.bulk().isProven(item.operation())) {
			return sendByItself(item, parcel.entry());
		}
		return failed(item, answer);
	}

	private static Cause cause(@Nullable Failure failure) {
		if (failure == Failure.TOO_LARGE) {
			return Cause.TOO_LARGE;
		}
		return (failure == Failure.TOO_SLOW || failure == Failure.UNREADABLE) ? Cause.TOO_MUCH : Cause.REFUSED;
	}

	/**
	 * What becomes of items that cannot be sent for a reason that lies with one of them.
	 */
	static BatchOutcome refused(BatchParcel parcel) {
		return parcel.isDivisible() ? kept(parcel, Cause.REFUSED)
				: BatchOutcome.answered(List.of(new ItemOutcome.Failed(Failure.REJECTED)));
	}

	/**
	 * What becomes of items at which the server fails together.
	 */
	private BatchOutcome divided(BatchParcel parcel, Cause cause) {
		if (cause != Cause.TOO_LARGE) {
			parcel.items().forEach((item) -> item.suspicion().begin(this.server.acceptances().count()));
		}
		return kept(parcel, cause);
	}

	private static BatchOutcome kept(BatchParcel parcel, Cause cause) {
		return new BatchOutcome(Collections.nCopies(parcel.items().size(), new ItemOutcome.Kept()), cause);
	}

	private BatchOutcome read(BulkAnswer answer, BatchParcel parcel) throws InterruptedException {
		List<BatchItem> items = parcel.items();
		int named = items.size();
		while (named > 0 && answer.result(items.get(named - 1).request().idempotencyKey()) == null) {
			named--;
		}
		if (named == 0) {
			return ignored(parcel);
		}
		List<ItemOutcome> outcomes = new ArrayList<>(items.size());
		Reading reading = new Reading(parcel.entry());
		for (BatchItem item : items) {
			ItemResult result = answer.result(item.request().idempotencyKey());
			ItemOutcome outcome = read(item, result, reading, outcomes.size() < named);
			reading.note(item, outcome);
			outcomes.add(outcome);
		}
		if (!reading.tokenRefused) {
			this.server.answered(reading.agentMissing);
		}
		return BatchOutcome.answered(outcomes);
	}

	private ItemOutcome read(BatchItem item, @Nullable ItemResult result, Reading reading, boolean passed)
			throws InterruptedException {
		if (result instanceof ItemResult.Accepted accepted) {
			return accepted(item, accepted.acknowledgement());
		}
		if (reading.isUnjudged(item.run())) {
			reading.behind(item, result != null);
			return new ItemOutcome.NotAttempted(true);
		}
		if (result instanceof ItemResult.Refused refused) {
			item.answered(false);
			return refused(item, refused, reading);
		}
		reading.behind(item, false);
		// The server has gone past it and says nothing of it: its own endpoint does
		return passed ? sendAlone(item, item.request(), reading.entry) : new ItemOutcome.NotAttempted(true);
	}

	private ItemOutcome accepted(BatchItem item, Acknowledgement acknowledgement) {
		item.answered(true);
		this.server.bulk().proven(item.operation());
		this.server.acceptances().accepted();
		return new ItemOutcome.Accepted(acknowledgement);
	}

	private ItemOutcome refused(BatchItem item, ItemResult.Refused refused, Reading reading)
			throws InterruptedException {
		Failure failure = FailureClassifier.classify(item.operation(), refused);
		if (failure == Failure.FAILING) {
			failure = isToBlame(item, failure) ? Failure.REJECTED : Failure.TRANSIENT;
		}
		else if (failure == Failure.TOKEN_REFUSED) {
			reading.tokenRefused = !this.courier.isAnswering();
			failure = reading.tokenRefused ? Failure.TRANSIENT : Failure.REJECTED;
		}
		if (failure == Failure.REJECTED && !this.server.bulk().isProven(item.operation())) {
			return sendByItself(item, reading.entry);
		}
		if (failure == Failure.REJECTED) {
			this.refusals.log(item.operation(), refused);
		}
		return new ItemOutcome.Failed(failure);
	}

	/**
	 * An answer that says nothing of any item: fewer may get one, and a single one has an
	 * endpoint of its own.
	 */
	private BatchOutcome ignored(BatchParcel parcel) throws InterruptedException {
		parcel.failed(true);
		if (parcel.isDivisible()) {
			return kept(parcel, Cause.REFUSED);
		}
		BatchItem item = parcel.items().get(0);
		return BatchOutcome.answered(List.of(sendAlone(item, item.request(), parcel.entry())));
	}

	/**
	 * What an answer has said so far.
	 */
	private static final class Reading {

		private final WorkQueue.Entry<Batch> entry;

		// Runs of which what stands behind is not judged: it refers to what is not there
		private final Set<LaneRun> astray = new HashSet<>();

		private final Set<LaneRun> renamed = new HashSet<>();

		// Whether the server certainly got no further, now or before
		private boolean over;

		private boolean agentMissing;

		private boolean tokenRefused;

		Reading(WorkQueue.Entry<Batch> entry) {
			this.entry = entry;
		}

		boolean isUnjudged(LaneRun run) {
			return this.astray.contains(run) || this.renamed.contains(run);
		}

		/**
		 * Takes note of an item that was not judged, or of which nothing is said.
		 */
		void behind(BatchItem item, boolean refused) {
			if (refused || this.over || this.renamed.contains(item.run())) {
				item.answered(false);
			}
			else {
				item.unanswered(false);
			}
		}

		void note(BatchItem item, ItemOutcome outcome) {
			if (outcome instanceof ItemOutcome.Accepted accepted) {
				if (item.otherId(accepted.acknowledgement().id()) != null) {
					this.renamed.add(item.run());
				}
			}
			else if (outcome instanceof ItemOutcome.Failed failed && failed.failure() != Failure.ALREADY_DONE) {
				this.astray.add(item.run());
				this.agentMissing |= failed.failure() == Failure.AGENT_MISSING;
				this.over |= failed.failure() != Failure.TRANSIENT && failed.failure() != Failure.FAILING;
			}
		}

	}

}
