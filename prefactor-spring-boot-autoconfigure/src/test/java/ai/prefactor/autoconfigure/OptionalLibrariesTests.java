package ai.prefactor.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import ai.prefactor.actuate.PrefactorEndpointAutoConfiguration;
import ai.prefactor.actuate.PrefactorHealthAutoConfiguration;
import ai.prefactor.local.LocalPlatformAutoConfiguration;
import ai.prefactor.metrics.PrefactorMetricsAutoConfiguration;
import ai.prefactor.support.BareClassPath;
import ai.prefactor.trace.Traced;
import ai.prefactor.trace.Tracer;
import ai.prefactor.trace.aop.TracedAutoConfiguration;
import ai.prefactor.transport.QueueingTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What starts where a library is not there.
 */
class OptionalLibrariesTests {

	private static final String[] OPTIONAL = { "org.springframework.boot.actuate", "org.springframework.boot.health",
			"org.springframework.boot.micrometer.metrics", "io.micrometer.core", "org.springframework.web.servlet",
			"jakarta.servlet", "org.springframework.boot.web.server", "org.aspectj" };

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LocalPlatformAutoConfiguration.class,
				PrefactorTransportAutoConfiguration.class, PrefactorAutoConfiguration.class,
				PrefactorMetricsAutoConfiguration.class, PrefactorHealthAutoConfiguration.class,
				PrefactorEndpointAutoConfiguration.class, TracedAutoConfiguration.class))
		.withPropertyValues("prefactor.local.enabled=true", "prefactor.local.port=0",
				"management.endpoints.web.exposure.include=prefactor");

	@ParameterizedTest
	@ValueSource(
			strings = { "io.micrometer.core", "jakarta.servlet", "org.springframework.web.servlet", "org.aspectj" })
	void startWithoutALibraryShouldTraceAllTheSame(String absent) {
		this.runner.withClassLoader(new FilteredClassLoader(absent))
			.withBean(Step.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(QueueingTransport.class)
				.getBean(Step.class)
				.matches(AopUtils::isAopProxy));
	}

	@Test
	void startWithoutActuatorShouldHaveNoEndpoint() {
		this.runner.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Tracer.class)
				.doesNotHaveBean("prefactorEndpoint"));
	}

	@Test
	void startWithoutHealthShouldHaveNoIndicator() {
		this.runner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Tracer.class)
				.doesNotHaveBean("prefactorHealthIndicator"));
	}

	@Test
	void startWithoutMicrometerShouldHaveNoMeters() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("prefactorQueueMetrics")
				.doesNotHaveBean("prefactorRequestMetrics")
				.doesNotHaveBean("prefactorTransportMetrics"));
	}

	@Test
	void startWithEverythingShouldHaveEverything() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, HealthContributorAutoConfiguration.class))
			.run((context) -> assertThat(context).hasBean("prefactorEndpoint")
				.hasBean("prefactorHealthIndicator")
				.hasBean("prefactorQueueMetrics"));
	}

	/**
	 * Where a class is only hidden from conditions, a class that should not have been
	 * loaded still can be: so once with a class path that really lacks all of them.
	 */
	@Test
	void startWithNothingButTheStarterShouldTrace() throws Exception {
		try (BareClassPath bare = BareClassPath.without("actuator", "health", "micrometer-metrics", "micrometer-core",
				"micrometer-jakarta", "aspectj", "servlet", "tomcat", "jdbc", "assertj", "spring-boot-test",
				"spring-test", "junit", "mockserver", "testcontainers", "archunit", "mockito")) {
			for (String absent : OPTIONAL) {
				assertThat(bare.hasPackage(absent)).as(absent).isFalse();
			}
			assertThat(bare.call(StarterOnly.class.getName(), "trace"))
				.isEqualTo("1 delivered, proxied, without health");
		}
	}

	public static class Step {

		@Traced
		public void run() {
		}

	}

}
