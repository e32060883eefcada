package ai.prefactor.agent;

import org.jspecify.annotations.Nullable;

import ai.prefactor.schema.AgentDescriptor;

/**
 * How a run differs from what is configured. What is {@code null} is as configured.
 * Immutable.
 *
 * @param agentId the agent's id
 * @param version the agent version's identifier
 * @param name the agent version's name
 * @param purpose why the run happens: {@code live}, {@code smoke_test} or {@code eval}
 * @since 0.1.0
 */
public record RunOptions(@Nullable String agentId, @Nullable String version, @Nullable String name,
		@Nullable String purpose) {

	private static final RunOptions CONFIGURED = new RunOptions(null, null, null, null);

	/**
	 * A run just as configured.
	 * @return the options
	 */
	public static RunOptions configured() {
		return CONFIGURED;
	}

	/**
	 * A run of another agent.
	 * @param agentId the agent's id
	 * @return changed options
	 */
	public RunOptions withAgentId(String agentId) {
		return new RunOptions(agentId, this.version, this.name, this.purpose);
	}

	/**
	 * A run of another version of the agent.
	 * @param version the agent version's identifier
	 * @return changed options
	 */
	public RunOptions withVersion(String version) {
		return new RunOptions(this.agentId, version, this.name, this.purpose);
	}

	/**
	 * A run under another name.
	 * @param name the agent version's name
	 * @return changed options
	 */
	public RunOptions withName(String name) {
		return new RunOptions(this.agentId, this.version, name, this.purpose);
	}

	/**
	 * A run for another purpose.
	 * @param purpose {@code live}, {@code smoke_test} or {@code eval}
	 * @return changed options
	 */
	public RunOptions withPurpose(String purpose) {
		return new RunOptions(this.agentId, this.version, this.name, purpose);
	}

	AgentDescriptor applyTo(AgentDescriptor configured) {
		return new AgentDescriptor(or(this.agentId, configured.id()), configured.environmentId(),
				either(this.version, configured.version()), either(this.name, configured.name()),
				configured.description(), either(this.purpose, configured.purpose()),
				configured.updateCurrentVersion());
	}

	private static @Nullable String or(@Nullable String own, @Nullable String configured) {
		return (own != null) ? own : configured;
	}

	private static String either(@Nullable String own, String configured) {
		return (own != null) ? own : configured;
	}

}
