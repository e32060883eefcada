package ai.prefactor.metrics;

import java.util.EnumMap;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.TransportAction;
import ai.prefactor.transport.DropReason;
import ai.prefactor.transport.TransportListener;

/**
 * Counts what becomes of spans ({@code prefactor.spans}), how much goes in one request
 * ({@code prefactor.batch.items}) and which requests are repeated
 * ({@code prefactor.retries}). Safe for use by many threads.
 */
final class TransportMetrics implements TransportListener {

	private static final String SPANS = "prefactor.spans";

	private final MeterRegistry registry;

	private final Counter delivered;

	private final Counter unknown;

	private final DistributionSummary batchItems;

	private final Map<DropReason, Counter> lost = new EnumMap<>(DropReason.class);

	TransportMetrics(MeterRegistry registry) {
		this.registry = registry;
		this.delivered = spans("delivered", "none");
		this.unknown = spans("unknown", "none");
		this.batchItems = DistributionSummary.builder("prefactor.batch.items")
			.description("Operations that one bulk request carries")
			.baseUnit("items")
			.register(registry);
		for (DropReason reason : DropReason.values()) {
			this.lost.put(reason, spans(outcome(reason), reason.id()));
		}
	}

	@Override
	public void delivered(TransportAction action) {
		if (action instanceof CreateSpan) {
			this.delivered.increment();
		}
	}

	@Override
	public void dropped(TransportAction action, DropReason reason) {
		count(action, reason);
	}

	@Override
	public void rejected(TransportAction action, DropReason reason) {
		count(action, reason);
	}

	@Override
	public void unknown(TransportAction action) {
		if (action instanceof CreateSpan) {
			this.unknown.increment();
		}
	}

	@Override
	public void batched(int items) {
		this.batchItems.record(items);
	}

	@Override
	public void retried(String operation, String cause) {
		Counter.builder("prefactor.retries")
			.description("Requests that were tried again")
			.tag("operation", operation)
			.tag("cause", cause)
			.register(this.registry)
			.increment();
	}

	private void count(TransportAction action, DropReason reason) {
		Counter counter = this.lost.get(reason);
		if (action instanceof CreateSpan && counter != null) {
			counter.increment();
		}
	}

	private Counter spans(String outcome, String reason) {
		return Counter.builder(SPANS)
			.description("Spans that were recorded, by what became of them")
			.tag("outcome", outcome)
			.tag("reason", reason)
			.register(this.registry);
	}

	private static String outcome(DropReason reason) {
		return switch (reason) {
			case REJECTED, RUN_REJECTED -> "rejected";
			case QUEUE_FULL, TOO_LARGE, SHUTDOWN, LATE -> "dropped";
		};
	}

}
