package ai.prefactor.api;

import org.springframework.retry.annotation.Retryable;

import ai.prefactor.http.EncodedBody;
import ai.prefactor.http.PrefactorHttpClient;

/**
 * {@link BulkClient} over HTTP.
 */
@Retryable(interceptor = RetryAdvice.INTERCEPTOR)
final class HttpBulkClient implements BulkClient {

	private final PrefactorHttpClient http;

	HttpBulkClient(PrefactorHttpClient http) {
		this.http = http;
	}

	@Override
	public BulkAnswer send(EncodedBody<BulkRequest> body) {
		return this.http.post(OPERATION, "/api/v1/bulk", body, "outputs", BulkOutputs::read);
	}

}
