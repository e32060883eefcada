package ai.prefactor.local;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One step of a run as it stands. Immutable: a change makes another.
 *
 * @param flagged whether its type was not declared at registration
 * @param label its name and failure, for people
 */
record Span(String id, String agentId, String instanceId, @Nullable String parentId, String schemaName,
		@Nullable String schemaTitle, boolean flagged, State state, @Nullable Instant startedAt,
		@Nullable Instant finishedAt, Instant insertedAt, Instant updatedAt, @Nullable StoredJson payload,
		@Nullable StoredJson result, boolean sensitive, SpanLabel label) {

	// What a span takes besides its payloads, roughly
	private static final int OVERHEAD = 800;

	Span finished(State end, Instant time, Instant now, @Nullable StoredJson result, boolean sensitive,
			SpanLabel label) {
		if (!this.state.canBecome(end)) {
			throw ApiError.invalidAction(
					"The span '" + this.id + "' is " + this.state.id() + " and cannot become " + end.id() + ".");
		}
		return new Span(this.id, this.agentId, this.instanceId, this.parentId, this.schemaName, this.schemaTitle,
				this.flagged, end, this.startedAt, time, this.insertedAt, now, this.payload, result, sensitive, label);
	}

	int payloadSize() {
		return StoredJson.sizeOf(this.payload) + StoredJson.sizeOf(this.result);
	}

	int weight() {
		return OVERHEAD + this.schemaName.length() + payloadSize();
	}

}
