package ai.prefactor.transport;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.FinishSpan;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.api.AgentVersion;
import ai.prefactor.api.CreateSpanRequest;
import ai.prefactor.api.FinishInstanceRequest;
import ai.prefactor.api.FinishSpanRequest;
import ai.prefactor.api.RegisterRequest;
import ai.prefactor.api.SpanDetails;
import ai.prefactor.api.StartInstanceRequest;
import ai.prefactor.schema.AgentDescriptor;
import ai.prefactor.span.SpanData;

/**
 * Turns what is to be said into requests of the API.
 */
final class ApiRequests {

	private ApiRequests() {
	}

	static RegisterRequest register(RegisterInstance action) {
		AgentDescriptor agent = action.agent();
		return new RegisterRequest(agent.id(), agent.environmentId(), action.runId().toString(),
				new AgentVersion(agent.version(), agent.name(), agent.description()), action.schema().toJson(),
				agent.updateCurrentVersion(), agent.purpose(), action.idempotencyKey());
	}

	static StartInstanceRequest start(String instanceId, StartInstance action) {
		return new StartInstanceRequest(instanceId, action.timestamp(), action.idempotencyKey());
	}

	static FinishInstanceRequest finish(String instanceId, FinishInstance action) {
		return new FinishInstanceRequest(instanceId, action.status().id(), action.timestamp(), action.idempotencyKey());
	}

	static CreateSpanRequest createSpan(String instanceId, @Nullable String parentId, SpanIds ids, SpanData span) {
		SpanDetails details = new SpanDetails(instanceId, span.type(), span.status().id(), ids.spanId(), parentId,
				SpanJson.payload(ids, span), SpanJson.result(span), span.startedAt(), span.finishedAt(), null);
		return new CreateSpanRequest(details, CreateSpan.idempotencyKey(ids.spanId()));
	}

	static FinishSpanRequest finishSpan(String targetId, SpanIds ids, SpanData span) {
		Instant finishedAt = (span.finishedAt() != null) ? span.finishedAt() : span.startedAt();
		return new FinishSpanRequest(targetId, span.status().id(), finishedAt, SpanJson.lateResult(span), null,
				FinishSpan.idempotencyKey(ids.spanId()));
	}

}
