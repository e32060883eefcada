package ai.prefactor.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.prefactor.autoconfigure.PrefactorProperties.Purpose;

import static org.assertj.core.api.Assertions.assertThat;

class AgentDefaultsTests {

	private static final PrefactorProperties.Agent NOTHING = agent(null, null, null);

	@Test
	void resolveWhenConfiguredShouldTakeThat() {
		assertThat(AgentDefaults.resolve(agent("3.1", "Support", "help"), "shop", "2.0"))
			.isEqualTo(new AgentDefaults("Support", "3.1", "help"));
	}

	@Test
	void resolveWhenNotConfiguredShouldAskTheApplication() {
		assertThat(AgentDefaults.resolve(NOTHING, "Support Desk", "2.0"))
			.isEqualTo(new AgentDefaults("Support Desk", "2.0", "support-desk"));
	}

	@Test
	void resolveWhenTheApplicationSaysNothingShouldFallBack() {
		AgentDefaults fallback = new AgentDefaults("app", "v1.0.0", "app");
		assertThat(AgentDefaults.resolve(NOTHING, null, null)).isEqualTo(fallback);
		assertThat(AgentDefaults.resolve(NOTHING, " ", "")).isEqualTo(fallback);
	}

	@ParameterizedTest
	@CsvSource({ "support-desk, support-desk", "'Søk & svar: nå!', s-k-svar-n", "my_app.v2, my_app.v2", "---, app",
			"日本, app", "(beta) desk, beta-desk" })
	void resolveShouldMakeAPrefixOfTheApplicationName(String applicationName, String prefix) {
		assertThat(AgentDefaults.resolve(NOTHING, applicationName, null).spanTypePrefix()).isEqualTo(prefix);
	}

	private static PrefactorProperties.Agent agent(String identifier, String name, String prefix) {
		return new PrefactorProperties.Agent(null, identifier, name, "", null, Purpose.LIVE, true, prefix);
	}

}
