package ai.prefactor.local;

import org.jspecify.annotations.Nullable;

/**
 * What a client can ask to be done: under which name in bulk, to what, and whether a
 * request of its own must carry an idempotency key.
 */
enum Operation {

	REGISTER("agent_instances/register", null, false),

	START("agent_instances/start", "agent_instance_id", true),

	FINISH("agent_instances/finish", "agent_instance_id", true),

	RECORD_QUALITY("agent_instances/record_quality", "agent_instance_id", true),

	TERMINATE(null, "agent_instance_id", false),

	CREATE_SPAN("agent_spans/create", null, false),

	FINISH_SPAN("agent_spans/finish", "agent_span_id", true);

	private final @Nullable String bulkType;

	private final @Nullable String targetField;

	private final boolean keyed;

	Operation(@Nullable String bulkType, @Nullable String targetField, boolean keyed) {
		this.bulkType = bulkType;
		this.targetField = targetField;
		this.keyed = keyed;
	}

	static @Nullable Operation ofBulkType(String type) {
		for (Operation operation : values()) {
			if (type.equals(operation.bulkType)) {
				return operation;
			}
		}
		return null;
	}

	@Nullable String targetField() {
		return this.targetField;
	}

	boolean isKeyed() {
		return this.keyed;
	}

}
