package ai.prefactor.actuate;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import ai.prefactor.support.FakeTransport;
import ai.prefactor.transport.TransportState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class PrefactorHealthIndicatorTests {

	private final FakeTransport transport = new FakeTransport(TransportState.DEGRADED, "503 from the server");

	@ParameterizedTest
	@CsvSource({ "HEALTHY, UP", "DEGRADED, UP", "SUSPENDED, SUSPENDED", "CLOSED, UNKNOWN" })
	void statusShouldFollowTheState(TransportState state, String status) {
		assertThat(health(state, false).getStatus()).isEqualTo(new Status(status));
	}

	@ParameterizedTest
	@CsvSource({ "HEALTHY, UP", "DEGRADED, UP", "SUSPENDED, DOWN", "CLOSED, UNKNOWN" })
	void statusWhenDownIsAskedForShouldBeDownWhileSuspended(TransportState state, String status) {
		assertThat(health(state, true).getStatus()).isEqualTo(new Status(status));
	}

	@Test
	void aggregateShouldIgnoreSuspended() {
		Status suspended = health(TransportState.SUSPENDED, false).getStatus();
		assertThat(StatusAggregator.getDefault().getAggregateStatus(Status.UP, suspended)).isEqualTo(Status.UP);
		assertThat(StatusAggregator.getDefault().getAggregateStatus(Status.DOWN, suspended)).isEqualTo(Status.DOWN);
		assertThat(HttpCodeStatusMapper.getDefault().getStatusCode(suspended)).isEqualTo(200);
	}

	@Test
	void detailsShouldSayHowDeliveryStands() {
		Health health = new PrefactorHealthIndicator(this.transport, true, false).health();
		assertThat(health.getDetails()).containsOnly(entry("enabled", true), entry("state", TransportState.DEGRADED),
				entry("since", FakeTransport.SINCE), entry("consecutiveFailures", 2), entry("queueFill", 0.25),
				entry("lastFailure", "503 from the server"),
				entry("lastFailureAt", FakeTransport.SINCE.plusSeconds(1)));
	}

	@Test
	void detailsWhenNothingFailedShouldNameNoFailure() {
		assertThat(health(TransportState.HEALTHY, false).getDetails())
			.containsOnlyKeys(List.of("enabled", "state", "since", "consecutiveFailures", "queueFill"));
	}

	@Test
	void queueFillShouldGoByTheNearerBound() {
		this.transport.queue(99, 1, 1000, 1000);
		assertThat(fill()).isEqualTo(0.099);
		this.transport.queue(1, 990, 1000, 1000);
		assertThat(fill()).isEqualTo(0.99);
	}

	private Object fill() {
		return new PrefactorHealthIndicator(this.transport, true, false).health().getDetails().get("queueFill");
	}

	private static Health health(TransportState state, boolean downWhenSuspended) {
		return new PrefactorHealthIndicator(new FakeTransport(state), true, downWhenSuspended).health();
	}

}
