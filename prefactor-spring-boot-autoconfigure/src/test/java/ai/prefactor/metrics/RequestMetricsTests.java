package ai.prefactor.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.prefactor.http.RequestListener.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class RequestMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@ParameterizedTest
	@CsvSource({ "SUCCESS, 200, success, 200", "CLIENT_ERROR, 422, client_error, 422",
			"SERVER_ERROR, 503, server_error, 503", "CONNECTION, 0, connection, none", "INVALID, 200, invalid, 200" })
	void requestedShouldTimeUnderItsTags(Outcome outcome, int status, String outcomeTag, String statusTag) {
		new RequestMetrics(this.registry).requested("ping", outcome, status, Duration.ofMillis(250));
		Timer timer = this.registry.get("prefactor.requests")
			.tags("operation", "ping", "outcome", outcomeTag, "status", statusTag)
			.timer();
		assertThat(timer.count()).isEqualTo(1);
		assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(250);
	}

}
