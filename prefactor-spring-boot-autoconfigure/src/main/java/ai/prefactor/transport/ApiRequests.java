package ai.prefactor.transport;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.api.AgentVersion;
import ai.prefactor.api.ApiClients;
import ai.prefactor.api.CreateSpanRequest;
import ai.prefactor.api.FinishInstanceRequest;
import ai.prefactor.api.FinishSpanRequest;
import ai.prefactor.api.RegisterRequest;
import ai.prefactor.api.SpanDetails;
import ai.prefactor.api.StartInstanceRequest;
import ai.prefactor.http.EncodedBody;
import ai.prefactor.http.JsonCodec;
import ai.prefactor.schema.AgentDescriptor;
import ai.prefactor.span.SpanData;

/**
 * Turns what is to be said into requests whose bodies are frozen. Safe for use by many
 * threads.
 */
final class ApiRequests {

	private final ApiClients clients;

	private final JsonCodec codec = new JsonCodec();

	ApiRequests(ApiClients clients) {
		this.clients = clients;
	}

	PendingRequest register(RegisterInstance action) {
		AgentDescriptor agent = action.agent();
		EncodedBody<RegisterRequest> body = this.codec.encode(new RegisterRequest(agent.id(), agent.environmentId(),
				action.runId().toString(), new AgentVersion(agent.version(), agent.name(), agent.description()),
				action.schema().toJson(), agent.updateCurrentVersion(), agent.purpose(), action.idempotencyKey()));
		return new PendingRequest(Operation.REGISTER, () -> this.clients.instances().register(body));
	}

	PendingRequest start(String instanceId, StartInstance action) {
		EncodedBody<StartInstanceRequest> body = this.codec
			.encode(new StartInstanceRequest(action.timestamp(), action.idempotencyKey()));
		return new PendingRequest(Operation.START, () -> this.clients.instances().start(instanceId, body));
	}

	PendingRequest finish(String instanceId, FinishInstance action) {
		EncodedBody<FinishInstanceRequest> body = this.codec
			.encode(new FinishInstanceRequest(action.status().id(), action.timestamp(), action.idempotencyKey()));
		return new PendingRequest(Operation.FINISH, () -> this.clients.instances().finish(instanceId, body));
	}

	PendingRequest createSpan(String instanceId, @Nullable String parentId, SpanData span, String key) {
		SpanDetails details = new SpanDetails(instanceId, SpanJson.wellFormed(span.type()), span.status().id(),
				span.id().toString(), parentId, SpanJson.payload(span), SpanJson.result(span), span.startedAt(),
				span.finishedAt(), null);
		EncodedBody<CreateSpanRequest> body = this.codec.encode(new CreateSpanRequest(details, key));
		return new PendingRequest(Operation.CREATE_SPAN, () -> this.clients.spans().create(body));
	}

	PendingRequest finishSpan(String spanId, SpanData span, String key) {
		Instant finishedAt = (span.finishedAt() != null) ? span.finishedAt() : span.startedAt();
		EncodedBody<FinishSpanRequest> body = this.codec
			.encode(new FinishSpanRequest(span.status().id(), finishedAt, SpanJson.lateResult(span), null, key));
		return new PendingRequest(Operation.FINISH_SPAN, () -> this.clients.spans().finish(spanId, body));
	}

}
