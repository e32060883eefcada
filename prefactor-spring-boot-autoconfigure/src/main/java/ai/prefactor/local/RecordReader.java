package ai.prefactor.local;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads back what arrived. Safe for use by many threads.
 */
final class RecordReader {

	private static final Map<String, Comparator<Instance>> INSTANCE_ORDERS = Map.of("inserted_at",
			ListQuery.by(Instance::insertedAt), "updated_at", ListQuery.by(Instance::updatedAt), "started_at",
			ListQuery.by(Instance::startedAt), "finished_at", ListQuery.by(Instance::finishedAt), "status",
			ListQuery.by((instance) -> instance.state().id()));

	private static final Map<String, Comparator<Span>> SPAN_ORDERS = Map.of("inserted_at",
			ListQuery.by(Span::insertedAt), "updated_at", ListQuery.by(Span::updatedAt), "started_at",
			ListQuery.by(Span::startedAt), "finished_at", ListQuery.by(Span::finishedAt), "status",
			ListQuery.by((span) -> span.state().id()), "schema_name", ListQuery.by(Span::schemaName));

	private final RunStore store;

	RecordReader(RunStore store) {
		this.store = store;
	}

	String instance(String id) {
		RunSnapshot run = this.store.exclusively(() -> this.store.run(id).snapshot());
		return JsonFormat
			.write(JsonFormat.object().put("status", "success").set("details", RecordView.instanceDetail(run)));
	}

	String instances(Map<String, List<String>> parameters) {
		ListQuery<Instance> query = ListQuery.of(parameters, INSTANCE_ORDERS);
		String agentId = ListQuery.first(parameters, "agent_id");
		List<Instance> instances = this.store.exclusively(() -> this.store.runs()
			.stream()
			.map(Run::instance)
			.filter((instance) -> agentId == null || instance.agentId().equals(agentId))
			.toList());
		return query.page(instances, (instance) -> 0, RecordView::instance);
	}

	String spans(Map<String, List<String>> parameters) {
		ListQuery<Span> query = ListQuery.of(parameters, SPAN_ORDERS);
		String instanceId = ListQuery.first(parameters, "agent_instance_id");
		String agentId = ListQuery.first(parameters, "agent_id");
		List<Span> spans = this.store.exclusively(() -> runs(instanceId).stream()
			.filter((run) -> agentId == null || run.instance().agentId().equals(agentId))
			.flatMap((run) -> run.spans().stream())
			.toList());
		return query.page(spans, Span::payloadSize, RecordView::spanDetail);
	}

	private List<Run> runs(@Nullable String instanceId) {
		return (instanceId != null) ? List.of(this.store.run(instanceId)) : this.store.runs();
	}

}
