package ai.prefactor.actuate;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportState;
import ai.prefactor.transport.TransportStatus;

/**
 * Says how delivery stands. A refused token shows as a status of its own, which the
 * aggregate ignores unless it was told otherwise: telemetry must not take an application
 * out of its load balancer.
 */
final class PrefactorHealthIndicator extends AbstractHealthIndicator {

	static final Status SUSPENDED = new Status("SUSPENDED", "Prefactor refuses the token");

	private final Transport transport;

	private final boolean enabled;

	private final boolean downWhenSuspended;

	PrefactorHealthIndicator(Transport transport, boolean enabled, boolean downWhenSuspended) {
		super("The state of the Prefactor transport is not known");
		this.transport = transport;
		this.enabled = enabled;
		this.downWhenSuspended = downWhenSuspended;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		TransportStatus status = this.transport.status();
		builder.status(status(status.state()))
			.withDetail("enabled", this.enabled)
			.withDetail("state", status.state())
			.withDetail("since", status.since())
			.withDetail("consecutiveFailures", status.consecutiveFailures())
			.withDetail("queueFill", Math.round(status.queue().fill() * 1000) / 1000.0);
		if (status.lastFailure() != null) {
			builder.withDetail("lastFailure", status.lastFailure());
		}
		if (status.lastFailureAt() != null) {
			builder.withDetail("lastFailureAt", status.lastFailureAt());
		}
	}

	private Status status(TransportState state) {
		return switch (state) {
			case HEALTHY, DEGRADED -> Status.UP;
			case SUSPENDED -> this.downWhenSuspended ? Status.DOWN : SUSPENDED;
			case CLOSED -> Status.UNKNOWN;
		};
	}

}
