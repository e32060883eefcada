package ai.prefactor.local;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One run as it stands. Immutable: a change makes another.
 */
record Instance(String id, String agentId, String agentVersionId, String agentName, @Nullable String environmentId,
		String purpose, DeclaredSchema schema, State state, @Nullable Instant startedAt, @Nullable Instant finishedAt,
		Instant insertedAt, Instant updatedAt, @Nullable String terminationReason) {

	Instance started(Instant time, Instant now) {
		return moved(State.ACTIVE, time, null, now, null);
	}

	Instance finished(State end, Instant time, Instant now) {
		return moved(end, this.startedAt, time, now, null);
	}

	Instance terminated(String reason, Instant now) {
		return moved(State.TERMINATED, this.startedAt, now, now, reason);
	}

	private Instance moved(State next, @Nullable Instant startedAt, @Nullable Instant finishedAt, Instant now,
			@Nullable String reason) {
		if (!this.state.canBecome(next)) {
			throw ApiError.invalidAction("The agent instance '" + this.id + "' is " + this.state.id()
					+ " and cannot become " + next.id() + ".");
		}
		return new Instance(this.id, this.agentId, this.agentVersionId, this.agentName, this.environmentId,
				this.purpose, this.schema, next, startedAt, finishedAt, this.insertedAt, now, reason);
	}

}
