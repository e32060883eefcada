package ai.prefactor.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The wall clock jumps, the pause stays what the server asked for.
 */
class ClockJumpTests {

	@ParameterizedTest
	@ValueSource(strings = { "P-30D", "P30D" })
	void gateShouldStayClosedForAsLongAsTheServerAsked(Duration jump) {
		ManualTime time = new ManualTime();
		AtomicReference<Instant> wall = new AtomicReference<>(ManualTime.START);
		AttemptGate gate = new AttemptGate(time::nanos, time);
		try (ApiServer server = new ApiServer();
				PrefactorHttpClient client = server.client().gate(gate).clock(wall::get, time::nanos).build()) {
			server.answer(ApiServer.json(429, "{\"status\":\"error\"}").withHeader("Retry-After", "7"))
				.answer(200, "{\"status\":\"success\"}");
			assertThatExceptionOfType(PrefactorResponseException.class)
				.isThrownBy(() -> client.get("op", "/", Function.identity()));
			wall.set(ManualTime.START.plus(jump));
			assertThat(gate.closedFor()).isEqualTo(Duration.ofSeconds(7));
			client.get("op", "/", Function.identity());
			assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));
		}
	}

}
