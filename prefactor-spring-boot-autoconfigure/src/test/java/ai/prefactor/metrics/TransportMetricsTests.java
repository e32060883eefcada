package ai.prefactor.metrics;

import java.time.Instant;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.id.Pfid;
import ai.prefactor.payload.Payload;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.transport.DropReason;

import static org.assertj.core.api.Assertions.assertThat;

class TransportMetricsTests {

	private static final Pfid ID = Pfid.parse("0".repeat(32));

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final TransportMetrics metrics = new TransportMetrics(this.registry);

	@Test
	void spansShouldStandAtZeroBeforeAnythingHappens() {
		assertThat(this.registry.get("prefactor.spans").counters()).hasSize(8)
			.allSatisfy((counter) -> assertThat(counter.count()).isZero());
	}

	@Test
	void deliveredShouldCountASpan() {
		this.metrics.delivered(span());
		assertThat(counted()).containsExactly("delivered none 1");
	}

	@Test
	void unknownShouldCountASpan() {
		this.metrics.unknown(span());
		assertThat(counted()).containsExactly("unknown none 1");
	}

	@ParameterizedTest
	@CsvSource({ "QUEUE_FULL, queue_full", "TOO_LARGE, too_large", "SHUTDOWN, shutdown", "LATE, late" })
	void droppedShouldCountASpanUnderItsReason(DropReason reason, String tag) {
		this.metrics.dropped(span(), reason);
		assertThat(counted()).containsExactly("dropped " + tag + " 1");
	}

	@ParameterizedTest
	@CsvSource({ "REJECTED, rejected", "RUN_REJECTED, run_rejected" })
	void rejectedShouldCountASpanUnderItsReason(DropReason reason, String tag) {
		this.metrics.rejected(span(), reason);
		assertThat(counted()).containsExactly("rejected " + tag + " 1");
	}

	@Test
	void actionsThatAreNoSpansShouldNotBeCounted() {
		FinishInstance finish = new FinishInstance(ID, SpanStatus.COMPLETE, Instant.EPOCH);
		this.metrics.delivered(finish);
		this.metrics.dropped(finish, DropReason.SHUTDOWN);
		this.metrics.rejected(finish, DropReason.REJECTED);
		this.metrics.unknown(finish);
		assertThat(counted()).isEmpty();
	}

	@Test
	void retriedShouldCountByOperationAndCause() {
		this.metrics.retried("agent_spans.create", "429");
		this.metrics.retried("agent_spans.create", "429");
		this.metrics.retried("ping", "connection");
		assertThat(this.registry.get("prefactor.retries").counters())
			.extracting((counter) -> counter.getId().getTag("operation") + " " + counter.getId().getTag("cause") + " "
					+ (int) counter.count())
			.containsExactlyInAnyOrder("agent_spans.create 429 2", "ping connection 1");
	}

	@Test
	void batchItemsShouldStandAtZeroBeforeAnythingIsSent() {
		assertThat(batchItems().count()).isZero();
	}

	@Test
	void batchedShouldRecordTheItemsOfEachRequest() {
		this.metrics.batched(3);
		this.metrics.batched(1000);
		assertThat(batchItems().count()).isEqualTo(2);
		assertThat(batchItems().totalAmount()).isEqualTo(1003);
		assertThat(batchItems().max()).isEqualTo(1000);
	}

	private DistributionSummary batchItems() {
		return this.registry.get("prefactor.batch.items").summary();
	}

	private Stream<String> counted() {
		return this.registry.get("prefactor.spans")
			.counters()
			.stream()
			.filter((counter) -> counter.count() > 0)
			.map(TransportMetricsTests::describe);
	}

	private static String describe(Counter counter) {
		return counter.getId().getTag("outcome") + " " + counter.getId().getTag("reason") + " " + (int) counter.count();
	}

	private static CreateSpan span() {
		return new CreateSpan(
				new SpanData(ID, ID, null, "app:tool:lookup", "lookup", SpanKind.TOOL, SpanStatus.COMPLETE,
						Instant.EPOCH, Instant.EPOCH, Payload.empty(), Payload.empty(), Payload.empty(), null, null));
	}

}
