package ai.prefactor.local;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import tools.jackson.databind.node.ObjectNode;

/**
 * Instances and spans as the API shows them.
 */
final class RecordView {

	private static final String ACCOUNT = "local";

	private RecordView() {
	}

	static ObjectNode instance(Instance instance) {
		return JsonFormat.object()
			.put("type", "agent_instance")
			.put("id", instance.id())
			.put("account_id", ACCOUNT)
			.put("agent_id", instance.agentId())
			.put("agent_version_id", instance.agentVersionId())
			.put("environment_id", instance.environmentId())
			.put("status", instance.state().id())
			.put("started_at", JsonFormat.time(instance.startedAt()))
			.put("finished_at", JsonFormat.time(instance.finishedAt()))
			.put("inserted_at", JsonFormat.time(instance.insertedAt()))
			.put("updated_at", JsonFormat.time(instance.updatedAt()))
			.put("termination_reason", instance.terminationReason())
			.put("purpose", instance.purpose())
			.putNull("risk_score");
	}

	static ObjectNode instanceDetail(RunSnapshot run) {
		ObjectNode view = instance(run.instance());
		view.putNull("cost_breakdown");
		putCounts(view.putObject("span_counts"), run.spans(), (span) -> span.state().id());
		putCounts(view.putObject("span_schema_counts"), run.spans(), Span::schemaName);
		ObjectNode quality = view.putObject("quality_payload");
		run.quality().forEach((name, payload) -> StoredJson.put(quality, name, payload));
		return view.putNull("quality_summary");
	}

	/**
	 * A span without its payloads, as a create or a finish is answered.
	 */
	static ObjectNode span(Span span) {
		return JsonFormat.object()
			.put("type", "agent_span")
			.put("id", span.id())
			.put("account_id", ACCOUNT)
			.put("agent_id", span.agentId())
			.put("agent_instance_id", span.instanceId())
			.put("parent_span_id", span.parentId())
			.put("schema_name", span.schemaName())
			.put("schema_title", span.schemaTitle())
			.put("schema_flagged", span.flagged())
			.put("status", span.state().id())
			.put("started_at", JsonFormat.time(span.startedAt()))
			.put("finished_at", JsonFormat.time(span.finishedAt()))
			.put("inserted_at", JsonFormat.time(span.insertedAt()))
			.put("updated_at", JsonFormat.time(span.updatedAt()))
			.put("sensitive_encoding", span.sensitive())
			.put("payload_byte_size_estimate", span.payloadSize());
	}

	static ObjectNode spanDetail(Span span) {
		ObjectNode view = span(span);
		StoredJson.put(view, "payload", span.payload());
		StoredJson.put(view, "result_payload", span.result());
		return view.putNull("summary").putNull("risk_level").putNull("risk_score");
	}

	private static void putCounts(ObjectNode target, Collection<Span> spans, Function<Span, String> group) {
		Map<String, Long> counts = spans.stream().collect(Collectors.groupingBy(group, Collectors.counting()));
		counts.forEach(target::put);
	}

}
