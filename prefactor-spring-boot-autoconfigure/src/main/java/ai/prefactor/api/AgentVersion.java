package ai.prefactor.api;

import org.jspecify.annotations.Nullable;

/**
 * The version of an agent that a run is of.
 *
 * @param externalIdentifier names the version: semver, a commit
 * @param name the agent's name
 * @param description what it is for
 * @since 0.1.0
 */
public record AgentVersion(String externalIdentifier, @Nullable String name, @Nullable String description) {
}
