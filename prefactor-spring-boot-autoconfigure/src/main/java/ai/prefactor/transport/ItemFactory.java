package ai.prefactor.transport;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.api.ApiRequest;
import ai.prefactor.api.EncodedRequest;
import ai.prefactor.api.RequestEncoder;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.span.StartedSpan;

/**
 * Makes the items of batches and freezes their bytes. Where the server assigns ids of its
 * own, there is no item before the ids that it refers to are known. Used by one lane.
 */
final class ItemFactory {

	private final ServerIds serverIds;

	private final RequestEncoder encoder = new RequestEncoder();

	ItemFactory(ServerIds serverIds) {
		this.serverIds = serverIds;
	}

	BatchItem register(LaneRun run, RegisterInstance action, LaneEntry entry) {
		return item(run, ApiRequests.register(action), entry);
	}

	@Nullable BatchItem start(LaneRun run, StartInstance action, LaneEntry entry) {
		return mayRefer(run, null) ? item(run, ApiRequests.start(run.instanceId(), action), entry) : null;
	}

	@Nullable BatchItem finish(LaneRun run, FinishInstance action, LaneEntry entry) {
		return mayRefer(run, null) ? item(run, ApiRequests.finish(run.instanceId(), action), entry) : null;
	}

	@Nullable BatchItem createSpan(LaneRun run, StartedSpan span, SpanData record, @Nullable LaneEntry entry) {
		StartedSpan parent = nearestThere(span.parent());
		return mayRefer(run, parent) ? item(run, createRequest(run, span, record), span,
				(record.status() == SpanStatus.ACTIVE) ? SpanDelivery.Stage.ACTIVE : SpanDelivery.Stage.FINISHED, entry)
				: null;
	}

	@Nullable BatchItem finishSpan(LaneRun run, StartedSpan span, SpanData record, @Nullable LaneEntry entry) {
		return mayRefer(run, span)
				? item(run, finishRequest(run, span, record), span, SpanDelivery.Stage.FINISHED, entry) : null;
	}

	/**
	 * Whether an item that was refused would say something else by now, because the ids
	 * that it refers to have changed or are not there any more.
	 * @param item the item
	 * @param record the record of its span; {@code null} if it is about its run
	 */
	boolean hasChanged(BatchItem item, @Nullable SpanData record) {
		StartedSpan span = item.span();
		if (span == null || record == null) {
			String target = item.request().targetId();
			return target != null && !target.equals(item.run().instanceId());
		}
		ApiRequest now = (item.before() == SpanDelivery.Stage.NEW) ? createRequest(item.run(), span, record)
				: finishRequest(item.run(), span, record);
		return !this.encoder.encode(now).hasSameContent(item.request());
	}

	private ApiRequest createRequest(LaneRun run, StartedSpan span, SpanData record) {
		StartedSpan parent = nearestThere(span.parent());
		String parentId = (parent != null) ? SpanDelivery.of(parent).id() : null;
		return ApiRequests.createSpan(run.instanceId(), parentId, ids(run, span), fitting(span, record));
	}

	private ApiRequest finishRequest(LaneRun run, StartedSpan span, SpanData record) {
		return ApiRequests.finishSpan(SpanDelivery.of(span).id(), ids(run, span), fitting(span, record));
	}

	private static SpanIds ids(LaneRun run, StartedSpan span) {
		return new SpanIds(SpanDelivery.of(span).ownId(), run.ownId());
	}

	private static SpanData fitting(StartedSpan span, SpanData record) {
		return SpanDelivery.of(span).isStripped() ? record.withoutPayloads() : record;
	}

	private static @Nullable StartedSpan nearestThere(@Nullable StartedSpan parent) {
		StartedSpan ancestor = parent;
		while (ancestor != null && !SpanDelivery.of(ancestor).isThere()) {
			ancestor = ancestor.parent();
		}
		return ancestor;
	}

	private boolean mayRefer(LaneRun run, @Nullable StartedSpan span) {
		return !this.serverIds.areAssigned()
				|| (run.isConfirmed() && (span == null || SpanDelivery.of(span).isConfirmed()));
	}

	private BatchItem item(LaneRun run, ApiRequest request, LaneEntry entry) {
		return item(run, request, null, SpanDelivery.Stage.NEW, entry);
	}

	private BatchItem item(LaneRun run, ApiRequest request, @Nullable StartedSpan span, SpanDelivery.Stage after,
			@Nullable LaneEntry entry) {
		BatchItem pinned = run.requests().pinned(request.idempotencyKey());
		if (pinned != null) {
			return pinned.again((pinned.after() == after) ? entry : null);
		}
		EncodedRequest encoded = this.encoder.encode(request);
		BatchItem item = new BatchItem(run, run.requests().freeze(encoded), encoded.idempotencyKey(), span, after,
				entry);
		if (this.serverIds.areAssigned()) {
			item.expectOtherId();
		}
		return item;
	}

}
