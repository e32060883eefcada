package ai.prefactor.api;

import java.nio.charset.StandardCharsets;

import org.springframework.retry.annotation.Retryable;
import org.springframework.web.util.UriUtils;

import ai.prefactor.http.ApiAnswer;
import ai.prefactor.http.EncodedBody;
import ai.prefactor.http.PrefactorHttpClient;

/**
 * {@link AgentInstanceClient} over HTTP.
 */
@Retryable(interceptor = RetryAdvice.INTERCEPTOR)
final class HttpAgentInstanceClient implements AgentInstanceClient {

	private static final String PATH = "/api/v1/agent_instance/";

	private final PrefactorHttpClient http;

	HttpAgentInstanceClient(PrefactorHttpClient http) {
		this.http = http;
	}

	@Override
	public Acknowledgement register(EncodedBody<RegisterRequest> body) {
		return this.http.post(Operation.REGISTER.id(), PATH + "register", body, HttpAgentInstanceClient::registered);
	}

	/**
	 * Everything that follows refers to this id.
	 */
	private static Acknowledgement registered(ApiAnswer answer) {
		Acknowledgement acknowledgement = Acknowledgement.of(answer);
		if (acknowledgement.id() == null) {
			throw answer.violation("the answer to a registration has no details.id");
		}
		return acknowledgement;
	}

	@Override
	public Acknowledgement start(String instanceId, EncodedBody<StartInstanceRequest> body) {
		return this.http.post(Operation.START.id(), path(instanceId) + "/start", body, Acknowledgement::of);
	}

	@Override
	public Acknowledgement finish(String instanceId, EncodedBody<FinishInstanceRequest> body) {
		return Finishes.finish(
				() -> this.http.post(Operation.FINISH.id(), path(instanceId) + "/finish", body, Acknowledgement::of));
	}

	@Override
	public InstanceDetails get(String instanceId) {
		return this.http.get("agent_instance.get", path(instanceId), InstanceDetails::of);
	}

	private static String path(String instanceId) {
		return PATH + UriUtils.encode(instanceId, StandardCharsets.UTF_8);
	}

}
