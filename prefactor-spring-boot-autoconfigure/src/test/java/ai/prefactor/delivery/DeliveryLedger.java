package ai.prefactor.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.transport.DropReason;
import ai.prefactor.transport.TransportListener;
import ai.prefactor.transport.TransportStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client's side of what was delivered: what was recorded, and what the transport says
 * became of it. Safe for use by many threads.
 */
final class DeliveryLedger implements TransportListener {

	static final String DELIVERED = "delivered";

	static final String UNKNOWN = "unknown";

	private final Map<String, RecordedSpan> recorded = new ConcurrentHashMap<>();

	private final Map<String, Queue<String>> outcomes = new ConcurrentHashMap<>();

	private final Collection<String> withoutPayload = ConcurrentHashMap.newKeySet();

	private final Collection<String> deliveredRuns = ConcurrentHashMap.newKeySet();

	// Since the beginning, unlike all above
	private final Map<String, LongAdder> totals = new ConcurrentHashMap<>();

	private final AtomicLong totalRecorded = new AtomicLong();

	void record(RecordedSpan span) {
		this.recorded.put(span.id(), span);
		this.totalRecorded.incrementAndGet();
	}

	@Override
	public void delivered(TransportAction action) {
		if (action instanceof RegisterInstance) {
			this.deliveredRuns.add(action.runId().toString());
		}
		settle(action, DELIVERED);
	}

	@Override
	public void dropped(TransportAction action, DropReason reason) {
		settle(action, reason.id());
	}

	@Override
	public void rejected(TransportAction action, DropReason reason) {
		settle(action, reason.id());
	}

	@Override
	public void unknown(TransportAction action) {
		settle(action, UNKNOWN);
	}

	@Override
	public void payloadDropped(TransportAction action) {
		count("payloads");
		if (action instanceof CreateSpan create) {
			this.withoutPayload.add(create.span().id().toString());
		}
	}

	@Override
	public void retried(String operation, String cause) {
		count("retries");
	}

	/**
	 * How many spans and runs came to this end, ever.
	 */
	long total(String outcome) {
		LongAdder total = this.totals.get(outcome);
		return (total != null) ? total.sum() : 0;
	}

	long totalRecorded() {
		return this.totalRecorded.get();
	}

	Collection<RecordedSpan> recorded() {
		return List.copyOf(this.recorded.values());
	}

	RecordedSpan recorded(String id) {
		RecordedSpan span = this.recorded.get(id);
		assertThat(span).as("recorded span " + id).isNotNull();
		return span;
	}

	String outcome(RecordedSpan span) {
		return String.join(" and ", this.outcomes.getOrDefault(span.id(), new ConcurrentLinkedQueue<>()));
	}

	boolean isWithoutPayload(RecordedSpan span) {
		return this.withoutPayload.contains(span.id());
	}

	Collection<String> deliveredRuns() {
		return this.deliveredRuns;
	}

	/**
	 * Forgets everything but the totals. To be called when nothing is under way.
	 */
	void forget() {
		this.recorded.clear();
		this.outcomes.clear();
		this.withoutPayload.clear();
		this.deliveredRuns.clear();
	}

	/**
	 * Checks that the books of the transport are right: each recorded span has one
	 * outcome, and the counts are those of the outcomes.
	 */
	void check(TransportStatus.Counts counts) {
		assertThat(this.outcomes.keySet()).as("settled spans").isEqualTo(this.recorded.keySet());
		Map<String, String> twice = new TreeMap<>();
		this.outcomes.forEach((id, outcomes) -> {
			if (outcomes.size() != 1) {
				twice.put(id, String.join(" and ", outcomes));
			}
		});
		assertThat(twice).as("spans with more than one outcome").isEmpty();
		assertThat(counts.delivered()).as(DELIVERED).isEqualTo(total(DELIVERED));
		assertThat(counts.unknown()).as(UNKNOWN).isEqualTo(total(UNKNOWN));
		for (DropReason reason : DropReason.values()) {
			assertThat(counts.lost().getOrDefault(reason, 0L)).as(reason.id()).isEqualTo(total(reason.id()));
		}
		assertThat(counts.runsLost()).as("lost runs").isEqualTo(total("runs"));
		assertThat(counts.payloadsDropped()).as("dropped payloads").isEqualTo(total("payloads"));
		assertThat(counts.retries()).as("retries").isEqualTo(total("retries"));
		assertThat(counts.delivered() + counts.lostTotal() + counts.unknown()).as("all outcomes")
			.isEqualTo(this.totalRecorded.get());
	}

	/**
	 * The spans that should have been delivered, and were not.
	 * @param losses how a span may be lost
	 * @param refusal how an awkward span must be lost
	 */
	Map<RecordedSpan, String> surprises(Set<String> losses, String refusal) {
		Map<RecordedSpan, String> surprises = new HashMap<>();
		for (RecordedSpan span : recorded()) {
			String outcome = outcome(span);
			if (!losses.contains(outcome) && !outcome.equals(span.awkward() ? refusal : DELIVERED)) {
				surprises.put(span, outcome);
			}
		}
		return surprises;
	}

	private void settle(TransportAction action, String outcome) {
		if (action instanceof CreateSpan create) {
			this.outcomes.computeIfAbsent(create.span().id().toString(), (id) -> new ConcurrentLinkedQueue<>())
				.add(outcome);
			count(outcome);
		}
		else if (action instanceof RegisterInstance && !outcome.equals(DELIVERED) && !outcome.equals(UNKNOWN)) {
			count("runs");
		}
	}

	private void count(String what) {
		this.totals.computeIfAbsent(what, (name) -> new LongAdder()).increment();
	}

}
