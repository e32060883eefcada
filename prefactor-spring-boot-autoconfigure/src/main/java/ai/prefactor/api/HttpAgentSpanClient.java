package ai.prefactor.api;

import java.nio.charset.StandardCharsets;

import org.springframework.retry.annotation.Retryable;
import org.springframework.web.util.UriUtils;

import ai.prefactor.http.EncodedBody;
import ai.prefactor.http.PrefactorHttpClient;

/**
 * {@link AgentSpanClient} over HTTP.
 */
@Retryable(interceptor = RetryAdvice.INTERCEPTOR)
final class HttpAgentSpanClient implements AgentSpanClient {

	private static final String PATH = "/api/v1/agent_spans";

	private final PrefactorHttpClient http;

	HttpAgentSpanClient(PrefactorHttpClient http) {
		this.http = http;
	}

	@Override
	public Acknowledgement create(EncodedBody<CreateSpanRequest> body) {
		return this.http.post(Operation.CREATE_SPAN.id(), PATH, body, Acknowledgement::of);
	}

	@Override
	public Acknowledgement finish(String spanId, EncodedBody<FinishSpanRequest> body) {
		String path = PATH + "/" + UriUtils.encode(spanId, StandardCharsets.UTF_8) + "/finish";
		return Finishes.finish(() -> this.http.post(Operation.FINISH_SPAN.id(), path, body, Acknowledgement::of));
	}

}
