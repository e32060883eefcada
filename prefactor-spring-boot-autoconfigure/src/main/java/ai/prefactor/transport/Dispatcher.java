package ai.prefactor.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

import ai.prefactor.queue.TaskHandler;
import ai.prefactor.queue.WorkQueue;
import ai.prefactor.transport.BatchOutcome.ItemOutcome;

/**
 * Sends the batches of one lane, one after the other: in bulk what the server takes in
 * bulk, the rest one by one. Pings while there is nothing to send and nobody knows
 * whether the server answers.
 */
final class Dispatcher implements TaskHandler<Batch> {

	private static final Duration LONG = Duration.ofHours(1);

	private static final Duration SOON = Duration.ofMillis(1);

	private final BatchSender sender;

	private final TransportHealth health;

	private final Probe probe;

	private final RefusalLog refusals;

	private final BiConsumer<Batch, BatchOutcome> answered;

	/**
	 * A dispatcher.
	 * @param sender sends parts of a batch
	 * @param health whether the server answers
	 * @param probe asks it
	 * @param refusals what was refused
	 * @param answered is told how each batch ended
	 */
	Dispatcher(BatchSender sender, TransportHealth health, Probe probe, RefusalLog refusals,
			BiConsumer<Batch, BatchOutcome> answered) {
		this.sender = sender;
		this.health = health;
		this.probe = probe;
		this.refusals = refusals;
		this.answered = answered;
	}

	@Override
	public void handle(WorkQueue.Entry<Batch> entry) throws InterruptedException {
		BatchOutcome outcome = send(entry);
		if (entry.release()) {
			this.answered.accept(entry.item(), outcome);
		}
	}

	@Override
	public Duration idle() {
		Duration untilPing = this.health.tryTurn();
		if (untilPing != null) {
			return untilPing;
		}
		try {
			return this.probe.pingWhileIdle() ? SOON : LONG;
		}
		finally {
			this.health.endTurn(Turn.PING);
		}
	}

	private BatchOutcome send(WorkQueue.Entry<Batch> entry) throws InterruptedException {
		List<BatchItem> items = entry.item().items();
		List<ItemOutcome> outcomes = new ArrayList<>(items.size());
		BatchOutcome.Cause cause = null;
		boolean goesOn = true;
		while (goesOn && outcomes.size() < items.size()) {
			BatchOutcome part = sendPart(items.subList(outcomes.size(), items.size()), entry);
			cause = part.cause();
			// What stands behind a record with another id may speak of ours
			goesOn = part.isAsPlanned(items.subList(outcomes.size(), outcomes.size() + part.items().size()));
			outcomes.addAll(part.items());
		}
		outcomes.addAll(Collections.nCopies(items.size() - outcomes.size(), new ItemOutcome.NotAttempted(false)));
		return new BatchOutcome(outcomes, cause);
	}

	/**
	 * Sends what goes in the next request. Whatever goes wrong with it is wrong with
	 * something in it.
	 */
	private BatchOutcome sendPart(List<BatchItem> rest, WorkQueue.Entry<Batch> entry) throws InterruptedException {
		BatchParcel parcel = new BatchParcel(this.sender.nextPart(rest), entry);
		try {
			return this.sender.send(parcel);
		}
		catch (RuntimeException | Error ex) {
			this.refusals.failed(ex);
			return BatchSender.refused(parcel);
		}
	}

}
