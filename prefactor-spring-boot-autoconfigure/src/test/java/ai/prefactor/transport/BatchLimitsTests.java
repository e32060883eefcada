package ai.prefactor.transport;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ai.prefactor.api.Acknowledgement;
import ai.prefactor.api.EncodedRequest;
import ai.prefactor.api.RequestEncoder;
import ai.prefactor.http.ManualTime;
import ai.prefactor.transport.BatchOutcome.Cause;
import ai.prefactor.transport.BatchOutcome.ItemOutcome;

import static org.assertj.core.api.Assertions.assertThat;

class BatchLimitsTests {

	private static final ItemOutcome TAKEN = new ItemOutcome.Accepted(new Acknowledgement(null, null, false));

	private final ManualTime time = new ManualTime();

	private final BatchLimits limits = new BatchLimits(new TransportSettings.Batch(true, 400, 1 << 20, Duration.ZERO),
			this.time::nanos);

	private final TestRun run = new TestRun();

	@Test
	void whatIsConfiguredShouldHoldAtFirst() {
		assertThat(this.limits.fullBatch()).isEqualTo(400);
		assertThat(fill().size()).isEqualTo(400);
	}

	@Test
	void whatWasTooMuchShouldBeHalvedAndRemembered() {
		learn(fill(), Cause.TOO_MUCH, true);
		assertThat(this.limits.fullBatch()).isEqualTo(200);
		learn(fill(), null, false);
		learn(fill(), null, false);
		assertThat(this.limits.fullBatch()).isEqualTo(200);
	}

	@Test
	void aSizeInBytesThatWasTooMuchShouldBeHalvedToo() {
		Batch batch = fill();
		learn(batch, Cause.TOO_MUCH, true);
		assertThat(fill().bytes()).isLessThanOrEqualTo(batch.bytes() / 2);
	}

	@Test
	void afterTenMinutesMoreShouldBeTriedAgain() {
		learn(fill(), Cause.TOO_LARGE, true);
		learn(fill(), null, false);
		this.time.advance(Duration.ofMinutes(10));
		assertThat(fill().size()).isEqualTo(200);
		this.time.advance(Duration.ofNanos(1));
		assertThat(fill().size()).isEqualTo(400);
	}

	@Test
	void whatWasTooSlowOnceShouldGrowAgainStepByStep() {
		learn(fill(), Cause.TOO_MUCH, true);
		learn(fill(), Cause.TOO_MUCH, true);
		assertThat(this.limits.fullBatch()).isEqualTo(100);
		learn(fill(), null, false);
		learn(fill(), null, false);
		this.time.advance(Duration.ofSeconds(5).plusNanos(1));
		assertThat(fill().size()).isEqualTo(200);
		this.time.advance(Duration.ofSeconds(5).plusNanos(1));
		assertThat(fill().size()).isEqualTo(400);
	}

	@Test
	void aSearchShouldHalveDownToOneAndGrowAgainOnceItIsOver() {
		for (int size : new int[] { 200, 100, 50, 25, 12, 6, 3, 1, 1 }) {
			learn(fill(), Cause.REFUSED, true);
			assertThat(this.limits.fullBatch()).isEqualTo(size);
		}
		Batch one = fill();
		this.limits.learn(one, BatchOutcome.answered(List.of(new ItemOutcome.Failed(Failure.REJECTED))), false);
		for (int size : new int[] { 4, 8, 16, 32, 64, 128, 256, 400, 400 }) {
			learn(fill(), null, false);
			assertThat(this.limits.fullBatch()).isEqualTo(size);
		}
	}

	@Test
	void whatIsTakenInHalvesShouldHaveBeenTooMuch() {
		learn(fill(), Cause.REFUSED, true);
		learn(fill(), null, true);
		learn(fill(), null, false);
		for (int i = 0; i < 5; i++) {
			learn(fill(), null, false);
		}
		assertThat(this.limits.fullBatch()).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void aFewThatWereNotTakenShouldBoundTheSearchOnly(Cause cause) {
		Batch few = this.limits.newBatch();
		few.add(item());
		few.add(item());
		learn(few, cause, true);
		assertThat(this.limits.fullBatch()).isEqualTo(1);
		for (int i = 0; i < 10; i++) {
			learn(fill(), null, false);
		}
		assertThat(this.limits.fullBatch()).isEqualTo(400);
	}

	@Test
	void aSingleItemShouldAlwaysFindRoom() {
		BatchLimits tight = new BatchLimits(new TransportSettings.Batch(true, 10, 1, Duration.ZERO), this.time::nanos);
		Batch batch = tight.newBatch();
		assertThat(batch.add(item())).isTrue();
		assertThat(batch.add(item())).isFalse();
	}

	private Batch fill() {
		Batch batch = this.limits.newBatch();
		BatchItem item = item();
		while (batch.add(item)) {
			assertThat(batch.size()).isLessThanOrEqualTo(400);
		}
		return batch;
	}

	private BatchItem item() {
		EncodedRequest request = new RequestEncoder().encode(ApiRequests.register(this.run.register()));
		TestRun.Span span = this.run.span("any");
		return new BatchItem(new LaneRun(this.run.register(), 0), request, request.idempotencyKey(), span,
				SpanDelivery.Stage.FINISHED, null);
	}

	private void learn(Batch batch, @Nullable Cause cause, boolean frozen) {
		ItemOutcome each = (cause != null) ? new ItemOutcome.Kept() : TAKEN;
		this.limits.learn(batch, new BatchOutcome(Collections.nCopies(batch.size(), each), cause), frozen);
	}

}
