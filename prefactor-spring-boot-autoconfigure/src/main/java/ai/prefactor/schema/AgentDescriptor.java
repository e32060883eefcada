package ai.prefactor.schema;

import org.jspecify.annotations.Nullable;

/**
 * Which agent a run belongs to, and as which version of it.
 *
 * @param id the agent's id, or {@code null} where the token implies it
 * @param environmentId the environment's id, if any
 * @param version the agent version's identifier, for example a release or a commit
 * @param name the agent version's name
 * @param description the agent version's description
 * @param purpose why the run happens: {@code live}, {@code smoke_test} or {@code eval}
 * @param updateCurrentVersion whether registering makes this version the current one
 * @since 0.1.0
 */
public record AgentDescriptor(@Nullable String id, @Nullable String environmentId, String version, String name,
		String description, String purpose, boolean updateCurrentVersion) {

}
