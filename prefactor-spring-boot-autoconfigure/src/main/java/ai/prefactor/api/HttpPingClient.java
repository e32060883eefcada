package ai.prefactor.api;

import java.time.Duration;

import org.springframework.retry.annotation.Retryable;

import ai.prefactor.http.PrefactorHttpClient;

/**
 * {@link PingClient} over HTTP.
 */
@Retryable(interceptor = RetryAdvice.INTERCEPTOR)
final class HttpPingClient implements PingClient {

	// A ping that is answered later than that is of no use
	private static final Duration LONGEST = Duration.ofSeconds(5);

	private final PrefactorHttpClient http;

	HttpPingClient(PrefactorHttpClient http) {
		this.http = http;
	}

	@Override
	public void ping() {
		this.http.get("ping", "/api/v1/ping", LONGEST, Acknowledgement::of);
	}

}
