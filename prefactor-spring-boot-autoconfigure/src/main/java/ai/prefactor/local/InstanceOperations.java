package ai.prefactor.local;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import ai.prefactor.id.PfidGenerator;

/**
 * What can be done to an agent instance. Called within the store's lock.
 */
final class InstanceOperations {

	private static final Set<String> PURPOSES = Set.of("live", "smoke_test", "eval");

	private final RunStore store;

	private final InstantSource clock;

	private final Function<@Nullable String, PfidGenerator> ids;

	private final AgentCatalog catalog;

	// Whose instances the ones without an agent_id are, as with a token of one deployment
	private final String ownAgentId;

	InstanceOperations(RunStore store, InstantSource clock, Function<@Nullable String, PfidGenerator> ids) {
		this.store = store;
		this.clock = clock;
		this.ids = ids;
		PfidGenerator own = ids.apply(null);
		this.ownAgentId = own.next().toString();
		this.catalog = new AgentCatalog(() -> own.next().toString());
	}

	Outcome register(ObjectNode body) {
		Fields fields = new Fields(body);
		String agentId = fields.text("agent_id");
		String chosenId = fields.id("id");
		String environmentId = fields.text("environment_id");
		String purpose = fields.oneOf("purpose", PURPOSES, "live");
		fields.flag("update_current_version", true);
		Fields version = fields.nested("agent_version");
		String identifier = version.requiredText("external_identifier");
		String name = version.text("name");
		version.text("description");
		DeclaredSchema declared = DeclaredSchema.read(fields.nested("agent_schema_version"));
		fields.check();
		String agent = (agentId != null) ? agentId : this.ownAgentId;
		String id = (chosenId != null) ? chosenId : this.ids.apply(agent).next().toString();
		if (this.store.contains(id)) {
			throw ApiError.alreadyExists("agent instance", id);
		}
		boolean known = this.catalog.knows(agent, declared);
		DeclaredSchema schema = schemaOf(agent, declared);
		Instant now = now();
		Instance instance = new Instance(id, agent, this.catalog.versionId(agent, identifier),
				(name != null && !name.isBlank()) ? name : agent, environmentId, purpose, schema, State.PENDING, null,
				null, now, now, null);
		Run run = new Run(instance, known ? 0 : schema.weight());
		this.store.add(run);
		return Outcome.of(run, RecordView.instance(instance));
	}

	Outcome start(String id, ObjectNode body) {
		Run run = this.store.run(id);
		Fields fields = new Fields(body);
		Instant time = fields.time("timestamp");
		fields.check();
		Instant now = now();
		run.update(run.instance().started((time != null) ? time : now, now));
		return Outcome.of(run, RecordView.instance(run.instance()));
	}

	Outcome finish(String id, ObjectNode body) {
		Run run = this.store.run(id);
		Fields fields = new Fields(body);
		State end = fields.state(State.ENDS, State.COMPLETE);
		Instant time = fields.time("timestamp");
		fields.check();
		Instant now = now();
		Instance finished = run.instance().finished(end, (time != null) ? time : now, now);
		if (time != null && finished.startedAt() != null && time.isBefore(finished.startedAt())) {
			throw ApiError.invalid("timestamp", "must not be before the start");
		}
		run.update(finished);
		return Outcome.of(run, RecordView.instance(finished), true);
	}

	Outcome terminate(String id, ObjectNode body) {
		Run run = this.store.run(id);
		Fields fields = new Fields(body);
		String reason = fields.requiredText("reason");
		fields.check();
		run.update(run.instance().terminated(reason, now()));
		return Outcome.of(run, RecordView.instance(run.instance()), true);
	}

	Outcome recordQuality(String id, ObjectNode body) {
		Run run = this.store.run(id);
		Fields fields = new Fields(body);
		String name = fields.requiredText("name");
		ObjectNode payload = fields.object("payload");
		if (!body.has("payload")) {
			fields.reject("payload", "is required, and may be null");
		}
		if (!name.isEmpty() && !run.instance().schema().qualityNames().contains(name)) {
			fields.reject("name", "is not declared in quality_schemas");
		}
		fields.check();
		this.store.putQuality(run, name, StoredJson.of(payload));
		return Outcome.of(run, RecordView.instance(run.instance()));
	}

	private DeclaredSchema schemaOf(String agent, DeclaredSchema declared) {
		DeclaredSchema schema = this.catalog.schema(agent, declared);
		if (!schema.fingerprint().equals(declared.fingerprint())) {
			throw ApiError.invalid("agent_schema_version.external_identifier", "stands for another schema already");
		}
		return schema;
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

}
