package ai.prefactor.actuate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import ai.prefactor.autoconfigure.PrefactorAutoConfiguration;
import ai.prefactor.autoconfigure.PrefactorTransportAutoConfiguration;
import ai.prefactor.support.FakeTransport;
import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportState;

import static org.assertj.core.api.Assertions.assertThat;

class PrefactorHealthAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PrefactorTransportAutoConfiguration.class,
				PrefactorAutoConfiguration.class, PrefactorHealthAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class))
		.withBean("healthy", HealthIndicator.class, () -> () -> Health.up().build());

	@Test
	void contributorShouldBeCalledPrefactor() {
		suspended()
			.run((context) -> assertThat(context.getBean(HealthEndpoint.class).healthForPath("prefactor").getStatus())
				.isEqualTo(new Status("SUSPENDED")));
	}

	@Test
	void aggregateShouldIgnoreSuspended() {
		suspended().run((context) -> assertThat(context.getBean(HealthEndpoint.class).health().getStatus())
			.isEqualTo(Status.UP));
	}

	@Test
	void aggregateWhenConfiguredShouldBeDownWhileSuspended() {
		suspended().withPropertyValues("prefactor.health.down-when-suspended=true")
			.run((context) -> assertThat(context.getBean(HealthEndpoint.class).health().getStatus())
				.isEqualTo(Status.DOWN));
	}

	@Test
	void aggregateShouldBeUpWhileDisabled() {
		this.runner.withPropertyValues("prefactor.enabled=false").run((context) -> {
			assertThat(context.getBean(HealthEndpoint.class).health().getStatus()).isEqualTo(Status.UP);
			assertThat(context.getBean(PrefactorHealthIndicator.class).health().getDetails()).containsEntry("enabled",
					false);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "readiness", "liveness" })
	void probeShouldNotHoldIt(String probe) {
		suspended()
			.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
					AvailabilityHealthContributorAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class))
			.withPropertyValues("management.endpoint.health.probes.enabled=true")
			.run((context) -> {
				HealthEndpointGroups groups = context.getBean(HealthEndpointGroups.class);
				assertThat(groups.getPrimary().isMember("prefactor")).isTrue();
				assertThat(groups.get(probe)).isNotNull().matches((group) -> !group.isMember("prefactor"));
			});
	}

	@Test
	void indicatorShouldBeLeftOutWhereItIsSwitchedOff() {
		suspended().withPropertyValues("management.health.prefactor.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PrefactorHealthIndicator.class));
	}

	@Test
	void indicatorOfTheUserShouldTakeThePlaceOfOurs() {
		suspended().withBean("prefactorHealthIndicator", HealthIndicator.class, () -> () -> Health.unknown().build())
			.run((context) -> {
				assertThat(context).doesNotHaveBean(PrefactorHealthIndicator.class);
				assertThat(context.getBean(HealthEndpoint.class).healthForPath("prefactor").getStatus())
					.isEqualTo(Status.UNKNOWN);
			});
	}

	@Test
	void startWithoutATransportShouldHaveNoIndicator() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(PrefactorHealthAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PrefactorHealthIndicator.class));
	}

	private ApplicationContextRunner suspended() {
		return this.runner.withBean(Transport.class, () -> new FakeTransport(TransportState.SUSPENDED));
	}

}
