package ai.prefactor.local;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import ai.prefactor.id.PfidGenerator;

/**
 * What can be done to a span. Called within the store's lock.
 */
final class SpanOperations {

	private final RunStore store;

	private final InstantSource clock;

	private final Function<@Nullable String, PfidGenerator> ids;

	SpanOperations(RunStore store, InstantSource clock, Function<@Nullable String, PfidGenerator> ids) {
		this.store = store;
		this.clock = clock;
		this.ids = ids;
	}

	Outcome create(ObjectNode body) {
		Fields envelope = new Fields(body);
		Fields fields = envelope.nested("details");
		String instanceId = fields.requiredText("agent_instance_id");
		envelope.check();
		Run run = this.store.run(instanceId);
		Span span = read(fields, run.instance());
		envelope.check();
		if (this.store.runOfSpan(span.id()) != null) {
			throw ApiError.alreadyExists("span", span.id());
		}
		checkParent(span, run);
		checkOpen(run.instance());
		this.store.put(run, span);
		return Outcome.ofSpan(run, span);
	}

	Outcome finish(String id, ObjectNode body) {
		Run run = this.store.runOfSpan(id);
		Span span = (run != null) ? run.span(id) : null;
		if (run == null || span == null) {
			throw ApiError.notFound("span", id);
		}
		Fields fields = new Fields(body);
		State end = fields.state(State.ENDS, null);
		Instant time = fields.time("timestamp");
		ObjectNode result = fields.object("result_payload");
		boolean sensitive = fields.flag("sensitive_encoding", span.sensitive());
		checkOrder(fields, "timestamp", span.startedAt(), time);
		fields.check();
		Instant now = now();
		Span finished = span.finished(end, (time != null) ? time : now, now, StoredJson.of(result), sensitive,
				span.label().withResult(result));
		this.store.put(run, finished);
		return Outcome.ofSpan(run, finished);
	}

	private Span read(Fields fields, Instance instance) {
		String chosenId = fields.id("id");
		String schemaName = fields.requiredText("schema_name");
		State state = fields.state(State.STARTS, null);
		Instant startedAt = fields.time("started_at");
		Instant finishedAt = fields.time("finished_at");
		ObjectNode payload = fields.object("payload");
		ObjectNode result = fields.object("result_payload");
		boolean sensitive = fields.flag("sensitive_encoding", false);
		String parentId = fields.text("parent_span_id");
		checkOrder(fields, "finished_at", startedAt, finishedAt);
		if (!state.isFinal() && finishedAt != null) {
			fields.reject("finished_at", "must be null while the span is " + state.id());
		}
		if (!state.isFinal() && result != null) {
			fields.reject("result_payload", "must be absent while the span is " + state.id());
		}
		Instant now = now();
		Instant start = (startedAt == null && state != State.PENDING) ? now : startedAt;
		Instant end = (finishedAt == null && state.isFinal()) ? now : finishedAt;
		String id = (chosenId != null) ? chosenId : this.ids.apply(instance.agentId()).next().toString();
		DeclaredSchema schema = instance.schema();
		return new Span(id, instance.agentId(), instance.id(), parentId, schemaName, schema.titleOf(schemaName),
				!schema.declares(schemaName), state, start, end, now, now, StoredJson.of(payload),
				StoredJson.of(result), sensitive, SpanLabel.of(payload, result));
	}

	private void checkParent(Span span, Run run) {
		String parentId = span.parentId();
		if (parentId == null || run.span(parentId) != null) {
			return;
		}
		if (this.store.runOfSpan(parentId) == null) {
			throw ApiError.notFound("parent span", parentId);
		}
		throw ApiError.invalid("parent_span_id", "belongs to another agent instance");
	}

	private static void checkOrder(Fields fields, String field, @Nullable Instant start, @Nullable Instant end) {
		if (start != null && end != null && end.isBefore(start)) {
			fields.reject(field, "must not be before the start");
		}
	}

	// A terminated run still takes spans: their answers are how it learns that it is over
	private static void checkOpen(Instance instance) {
		if (instance.state() != State.ACTIVE && instance.state() != State.TERMINATED) {
			throw ApiError.invalidAction(
					"The agent instance '" + instance.id() + "' is " + instance.state().id() + " and takes no spans.");
		}
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

}
