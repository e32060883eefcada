package ai.prefactor.autoconfigure;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What the agent is called where the user does not say: taken from the application
 * itself.
 *
 * @param name the name of the agent's version
 * @param identifier the agent's version
 * @param spanTypePrefix the prefix of every span type
 */
record AgentDefaults(String name, String identifier, String spanTypePrefix) {

	private static final String DEFAULT_NAME = "app";

	private static final String DEFAULT_IDENTIFIER = "v1.0.0";

	/**
	 * Fills in what is not configured.
	 * @param agent what is configured
	 * @param applicationName {@code spring.application.name}, if it is set
	 * @param buildVersion the version in the build's information, if there is any
	 * @return what to use
	 */
	static AgentDefaults resolve(PrefactorProperties.Agent agent, @Nullable String applicationName,
			@Nullable String buildVersion) {
		return new AgentDefaults(firstText(agent.name(), applicationName, DEFAULT_NAME),
				firstText(agent.identifier(), buildVersion, DEFAULT_IDENTIFIER),
				firstText(agent.spanTypePrefix(), asPrefix(applicationName), DEFAULT_NAME));
	}

	private static String firstText(@Nullable String configured, @Nullable String derived, String fallback) {
		if (StringUtils.hasText(configured)) {
			return configured.strip();
		}
		return StringUtils.hasText(derived) ? derived.strip() : fallback;
	}

	private static @Nullable String asPrefix(@Nullable String applicationName) {
		if (applicationName == null) {
			return null;
		}
		String words = applicationName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._]+", "-");
		return words.replaceAll("^[-._]+|[-._]+$", "");
	}

}
