package ai.prefactor.metrics;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import ai.prefactor.http.RequestListener;

/**
 * Times each request ({@code prefactor.requests}). Safe for use by many threads.
 */
final class RequestMetrics implements RequestListener {

	private final MeterRegistry registry;

	RequestMetrics(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void requested(String operation, Outcome outcome, int status, Duration duration) {
		Timer.builder("prefactor.requests")
			.description("Requests to Prefactor, each attempt for itself")
			.tag("operation", operation)
			.tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
			.tag("status", (status > 0) ? Integer.toString(status) : "none")
			.register(this.registry)
			.record(duration);
	}

}
