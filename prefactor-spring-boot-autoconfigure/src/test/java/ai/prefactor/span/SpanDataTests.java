package ai.prefactor.span;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

import org.junit.jupiter.api.Test;

import ai.prefactor.id.PfidGenerator;
import ai.prefactor.payload.CaptureSettings;
import ai.prefactor.payload.Payload;
import ai.prefactor.payload.PayloadCapture;

import static org.assertj.core.api.Assertions.assertThat;

class SpanDataTests {

	private static final Instant START = Instant.parse("2026-02-09T10:15:30Z");

	private final PfidGenerator ids = PfidGenerator.forAgent(null, InstantSource.fixed(START), () -> new Random(1));

	private final Payload payload = new PayloadCapture(CaptureSettings.defaults()).inputs()
		.put("text", "x".repeat(1_000))
		.build();

	@Test
	void weightShouldGrowWithWhatItHolds() {
		SpanError error = new SpanError("Type", "message", "trace");
		assertThat(data(this.payload, null).weight()).isGreaterThan(data(Payload.empty(), null).weight() + 1_000);
		assertThat(data(Payload.empty(), error).weight()).isGreaterThan(data(Payload.empty(), null).weight() + 100);
	}

	@Test
	void withoutPayloadsShouldKeepWhatIsNotTheCallers() {
		SpanData smaller = data(this.payload, new SpanError("Type", "message", "trace")).withoutPayloads();
		assertThat(smaller.inputs().isEmpty()).isTrue();
		assertThat(smaller.error()).isEqualTo(new SpanError("Type", "", ""));
		assertThat(smaller.tokenUsage()).isEqualTo(TokenUsage.of(1, 2));
		assertThat(smaller.name()).isEqualTo("name");
	}

	@Test
	void cancelledAtShouldNotEndBeforeTheStart() {
		assertThat(data(this.payload, null).cancelledAt(START.minusSeconds(1)).finishedAt()).isEqualTo(START);
		SpanData later = data(this.payload, null).cancelledAt(START.plusSeconds(1));
		assertThat(later.finishedAt()).isEqualTo(START.plusSeconds(1));
		assertThat(later.status()).isEqualTo(SpanStatus.CANCELLED);
		assertThat(later.inputs()).isSameAs(this.payload);
	}

	private SpanData data(Payload inputs, SpanError error) {
		return new SpanData(this.ids.next(), this.ids.next(), null, "type", "name", SpanKind.TOOL, SpanStatus.ACTIVE,
				START, null, inputs, Payload.empty(), Payload.empty(), TokenUsage.of(1, 2), error);
	}

}
