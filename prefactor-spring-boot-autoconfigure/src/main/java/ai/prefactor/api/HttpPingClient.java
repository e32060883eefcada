package ai.prefactor.api;

import org.springframework.retry.annotation.Retryable;

import ai.prefactor.http.PrefactorHttpClient;

/**
 * {@link PingClient} over HTTP.
 */
@Retryable(interceptor = RetryAdvice.INTERCEPTOR)
final class HttpPingClient implements PingClient {

	private final PrefactorHttpClient http;

	HttpPingClient(PrefactorHttpClient http) {
		this.http = http;
	}

	@Override
	public void ping() {
		this.http.get("ping", "/api/v1/ping", Acknowledgement::of);
	}

}
