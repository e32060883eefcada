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

	private final Courier courier;

	private final ServerKnowledge server;

	private final RefusalLog refusals;

	private final TransportListener listener;

	BatchSender(ApiClients clients, Courier courier, ServerKnowledge server, RefusalLog refusals,
			TransportListener listener) {
		this.clients = clients;
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
		while (size < items.size() && this.server.bulk().serves(items.get(size).operation())) {
			size++;
		}
		return items.subList(0, Math.max(1, size));
	}

	/**
	 * Sends items.
	 * @param parcel the items
	 * @return what became of them
	 * @throws InterruptedException if the transport stops
	 */
	BatchOutcome send(BatchParcel parcel) throws InterruptedException {
		BatchItem first = parcel.items().get(0);
		return this.server.bulk().serves(first.operation()) ? sendBulk(parcel) : BatchOutcome
			.answered(List.of(sendAlone(first.request(), new BatchParcel(List.of(first), parcel.entry()))));
	}

	private ItemOutcome sendAlone(EncodedRequest request, BatchParcel parcel) throws InterruptedException {
		Operation operation = request.operation();
		Courier.Answer<Acknowledgement> answer = this.courier.send(() -> this.clients.send(request),
				(ex) -> FailureClassifier.classify(operation, ex), parcel);
		Acknowledgement acknowledgement = answer.value();
		Failure failure = answer.failure();
		this.server.answered(failure == Failure.AGENT_MISSING);
		if (acknowledgement != null) {
			parcel.items().forEach((item) -> item.fate(Fate.DELIVERED));
			return new ItemOutcome.Accepted(acknowledgement);
		}
		return failed(answer);
	}

	private ItemOutcome failed(Courier.Answer<?> answer) {
		if (answer.failure() == Failure.REJECTED && answer.cause() != null) {
			this.refusals.log(answer.cause());
		}
		return new ItemOutcome.Failed((answer.failure() != null) ? answer.failure() : Failure.REJECTED);
	}

	private BatchOutcome sendBulk(BatchParcel parcel) throws InterruptedException {
		EncodedBody<BulkRequest> body = BulkRequest.of(parcel.items().stream().map(BatchItem::request).toList());
		this.listener.batched(parcel.items().size());
		Courier.Answer<BulkAnswer> answer = this.courier.send(() -> this.clients.bulk().send(body),
				FailureClassifier::classifyBulk, parcel);
		BulkAnswer results = answer.value();
		if (results != null) {
			return read(results, parcel);
		}
		this.server.health().succeeded();
		if (answer.failure() == Failure.UNSUPPORTED) {
			this.server.bulk().missing();
			return BatchOutcome
				.answered(Collections.nCopies(parcel.items().size(), new ItemOutcome.NotAttempted(true)));
		}
		if (!parcel.isDivisible()) {
			return BatchOutcome.answered(List.of(failed(answer)));
		}
		return kept(parcel, cause(answer.failure()));
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

	private static BatchOutcome kept(BatchParcel parcel, Cause cause) {
		return new BatchOutcome(Collections.nCopies(parcel.items().size(), new ItemOutcome.Kept()), cause);
	}

	private BatchOutcome read(BulkAnswer answer, BatchParcel parcel) throws InterruptedException {
		List<ItemOutcome> outcomes = new ArrayList<>(parcel.items().size());
		// Runs of which what stands behind is not judged: it refers to what is not there
		Set<LaneRun> astray = new HashSet<>();
		boolean agentMissing = false;
		boolean attempted = false;
		for (BatchItem item : parcel.items()) {
			ItemResult result = answer.result(item.request().idempotencyKey());
			ItemOutcome outcome = new ItemOutcome.NotAttempted(true);
			item.fate(Fate.UNSENT);
			if (result instanceof ItemResult.Accepted accepted) {
				outcome = accepted(item, accepted.acknowledgement(), astray);
			}
			else if (result instanceof ItemResult.Refused refused && !astray.contains(item.run())) {
				outcome = refused(item, refused, parcel);
			}
			attempted |= result != null;
			if (outcome instanceof ItemOutcome.Failed failed && failed.failure() != Failure.ALREADY_DONE) {
				agentMissing |= failed.failure() == Failure.AGENT_MISSING;
				astray.add(item.run());
			}
			outcomes.add(outcome);
		}
		this.server.answered(agentMissing);
		return attempted ? BatchOutcome.answered(outcomes) : ignored(parcel);
	}

	private ItemOutcome accepted(BatchItem item, Acknowledgement acknowledgement, Set<LaneRun> astray) {
		item.fate(Fate.DELIVERED);
		this.server.bulk().proven(item.operation());
		if (item.otherId(acknowledgement.id()) != null) {
			astray.add(item.run());
		}
		return new ItemOutcome.Accepted(acknowledgement);
	}

	private ItemOutcome refused(BatchItem item, ItemResult.Refused refused, BatchParcel parcel)
			throws InterruptedException {
		Failure failure = FailureClassifier.classify(item.operation(), refused);
		if (failure != Failure.REJECTED && failure != Failure.TOKEN_REFUSED) {
			return new ItemOutcome.Failed(failure);
		}
		if (this.server.bulk().isProven(item.operation())) {
			this.refusals.log(item.operation(), refused);
			return new ItemOutcome.Failed(Failure.REJECTED);
		}
		EncodedRequest request = item.request();
		ItemOutcome outcome = sendAlone(request.withKey(request.idempotencyKey() + BY_ITSELF),
				new BatchParcel(List.of(item), parcel.entry()));
		if (outcome instanceof ItemOutcome.Accepted) {
			this.server.bulk().missing(item.operation());
		}
		else {
			this.server.bulk().proven(item.operation());
		}
		return outcome;
	}

	/**
	 * An answer that says nothing of any item: fewer may get one, and a single one has an
	 * endpoint of its own.
	 */
	private BatchOutcome ignored(BatchParcel parcel) throws InterruptedException {
		return parcel.isDivisible() ? kept(parcel, Cause.REFUSED)
				: BatchOutcome.answered(List.of(sendAlone(parcel.items().get(0).request(), parcel)));
	}

}
