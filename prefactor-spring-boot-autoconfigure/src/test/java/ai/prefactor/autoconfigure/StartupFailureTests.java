package ai.prefactor.autoconfigure;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import ai.prefactor.local.LocalPlatformAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What a user is shown, word by word, when the configuration is wrong.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTests {

	private static final String SECRET = "s3cr3t-t0k3n";

	private static final String LOGGER = "logging.level.org.springframework.boot";

	@AfterEach
	void resetLogging() {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel("org.springframework.boot", null);
	}

	@Test
	void startWhenTokenIsMissingShouldSayTheWaysOut() {
		FailureAnalysis failure = new TestApplication(Wiring.class).failure();
		assertThat(failure.getDescription()).isEqualTo("""
				Prefactor cannot start with this configuration:

				    Property: prefactor.api.token
				    Reason: It is not set, and Prefactor takes no request without a token.""");
		assertThat(failure.getAction()).isEqualTo(
				"""
						Do one of these:

						    - Set the environment variable PREFACTOR_API_TOKEN, or the property prefactor.api.token.
						    - Set prefactor.local.enabled=true to send to a platform embedded in the application, without a token.
						    - Set prefactor.enabled=false to switch Prefactor off.

						In tests, set prefactor.enabled=false, or use the recorder in ai.prefactor.test.""");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  " })
	void startWhenTokenIsEmptyShouldCountItAsMissing(String token) {
		String missing = "It is not set, and Prefactor takes no request without a token.";
		assertThat(new TestApplication(Wiring.class).variable("PREFACTOR_API_TOKEN", token).failure().getDescription())
			.contains(missing);
		assertThat(new TestApplication(Wiring.class).property("prefactor.api.token", token).failure().getDescription())
			.contains(missing);
	}

	@Test
	void startWhenDisabledShouldNeedNeitherTokenNorUrl() {
		TestApplication application = new TestApplication(Wiring.class).property("prefactor.enabled", "false")
			.property("prefactor.api.url", "${NOWHERE}")
			.property("prefactor.agent.id", "${NOWHERE}");
		assertThatNoException().isThrownBy(() -> application.run().close());
	}

	@Test
	void startWhenLocalShouldNeedNoToken() {
		TestApplication application = new TestApplication(Wiring.class).property("prefactor.local.enabled", "true")
			.property("prefactor.local.port", "0");
		assertThatNoException().isThrownBy(() -> application.run().close());
	}

	@Test
	void startWhenTokenIsSetShouldSucceed() {
		try (ConfigurableApplicationContext context = withToken().run()) {
			assertThat(context.getBean(PrefactorConnectionDetails.class).getToken()).isEqualTo(SECRET);
		}
	}

	@Test
	void startWhenTokenIsAnUnresolvedPlaceholderShouldNameTheVariable() {
		FailureAnalysis failure = new TestApplication(Wiring.class)
			.property("prefactor.api.token", "${MY_PREFACTOR_TOKEN}")
			.failure();
		assertThat(failure.getDescription()).isEqualTo("""
				Prefactor cannot start with this configuration:

				    Property: prefactor.api.token
				    Value: "${MY_PREFACTOR_TOKEN}"
				    Origin: "prefactor.api.token" from property source "test"
				    Reason: It is a placeholder that refers to nothing.""");
		assertThat(failure.getAction()).isEqualTo("Set MY_PREFACTOR_TOKEN, or give prefactor.api.token another value.");
	}

	@Test
	void startWhenTokenHoldsALineBreakShouldNotShowIt(CapturedOutput output) {
		FailureAnalysis failure = new TestApplication(Wiring.class)
			.variable("PREFACTOR_API_TOKEN", SECRET + "\nexport X=1")
			.failure();
		assertThat(failure.getDescription()).isEqualTo("""
				Prefactor cannot start with this configuration:

				    Property: prefactor.api.token
				    Value: "******"
				    Origin: System Environment Property "PREFACTOR_API_TOKEN"
				    Reason: It holds a blank, a line break or another character that no token has.""");
		assertThat(failure.getAction())
			.isEqualTo("Copy the token again, without quotes and without anything around it.");
		assertThat(output).doesNotContain(SECRET);
	}

	@Test
	void startWhenTokenCannotBeBoundShouldShowItNowhere(CapturedOutput output) {
		FailureAnalysis failure = new TestApplication(Wiring.class).property(LOGGER, "debug")
			.property("prefactor.api.token", SECRET + "${prefactor.api.token}")
			.failure();
		assertThat(failure.getDescription()).isEqualTo("""
				Prefactor cannot start with this configuration:

				    Property: prefactor.api.token
				    Value: "******"
				    Origin: "prefactor.api.token" from property source "test"
				    Reason: It cannot be bound.""");
		assertThat(failure.getAction())
			.isEqualTo("Set the API token in PREFACTOR_API_TOKEN or prefactor.api.token, as a plain value.");
		assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain(SECRET);
	}

	@Test
	void startWhenTokenIsSetOneLevelTooHighShouldShowItNowhere(CapturedOutput output) {
		FailureAnalysis failure = new TestApplication(Wiring.class).property(LOGGER, "debug")
			.property("prefactor.api", SECRET)
			.failure();
		assertThat(failure.getDescription()).isEqualTo("""
				Prefactor cannot start with this configuration:

				    Property: prefactor.api
				    Value: "******"
				    Origin: "prefactor.api" from property source "test"
				    Reason: It cannot be bound.""");
		assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain(SECRET);
	}

	@ParameterizedTest
	@MethodSource
	void startWhenUrlIsBadShouldSayWhy(String url, String shown, String reason, String action) {
		FailureAnalysis failure = withToken().property("prefactor.api.url", url).failure();
		assertThat(failure.getDescription()).isEqualTo("""
				Prefactor cannot start with this configuration:

				    Property: prefactor.api.url
				    Value: "%s"
				    Origin: "prefactor.api.url" from property source "test"
				    Reason: %s""".formatted(shown, reason));
		assertThat(failure.getAction()).isEqualTo(action);
	}

	static Stream<String[]> startWhenUrlIsBadShouldSayWhy() {
		String address = "Set prefactor.api.url to the address of a Prefactor platform, "
				+ "for example https://app.prefactorai.com.";
		String credentials = "Leave everything before the @ out of prefactor.api.url, and set prefactor.api.token.";
		String query = "Leave everything from the ? or # on out of prefactor.api.url.";
		return Stream.of(
				new String[] { "app.prefactorai.com", "app.prefactorai.com",
						"It starts with neither http:// nor https://.", address },
				new String[] { "ftp://host", "ftp://host", "It starts with neither http:// nor https://.", address },
				new String[] { "https://a b", "https://a b", "It is not a URL.", address },
				new String[] { "https:///path", "https:///path", "It names no host that can be reached.", address },
				new String[] { "https://under_score", "https://under_score", "It names no host that can be reached.",
						address },
				new String[] { "https://host:99999", "https://host:99999", "Its port is above 65535.", address },
				new String[] { "https://me:pw@host", "https://******@host", "It holds credentials, which are not sent.",
						credentials },
				new String[] { "https://me:p w@host", "https://******@host", "It is not a URL.", address },
				new String[] { "https://host?token=pw", "https://host?******",
						"It has a query or a fragment, to which no path can be added.", query },
				new String[] { "https://host/#top", "https://host/#top",
						"It has a query or a fragment, to which no path can be added.", query },
				new String[] { "${PLATFORM_URL}", "${PLATFORM_URL}", "It is a placeholder that refers to nothing.",
						"Set PLATFORM_URL, or give prefactor.api.url another value." });
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					prefactor.agent.purpose       | demo  | It is not one of the known values. | one of: live, smoke_test, eval
					prefactor.queue.type          | disk  | It is not one of the known values. | one of: memory
					prefactor.queue.overflow      | wait  | It is not one of the known values. | one of: drop, block
					prefactor.run.linger          | soon  | It is not a duration. | a duration with its unit, for example 500ms, 10s or 2m
					prefactor.queue.max-bytes     | 64 Mo | It is not a size. | a size with its unit, for example 512B, 256KB or 4MB
					prefactor.local.enabled       | maybe | It is neither true nor false. | true or false
					prefactor.queue.capacity      | 1e9   | It is not a whole number from -2147483648 to 2147483647. | a whole number
					prefactor.sample-rate         | half  | It is not a number. | a number, for example 0.5
					""")
	void startWhenValueCannotBeReadShouldSayWhatToSet(String property, String value, String reason, String expected) {
		FailureAnalysis failure = withToken().property(property, value).failure();
		assertThat(failure.getDescription()).isEqualTo("""
				Prefactor cannot start with this configuration:

				    Property: %s
				    Value: "%s"
				    Origin: "%s" from property source "test"
				    Reason: %s""".formatted(property, value, property, reason));
		assertThat(failure.getAction()).isEqualTo("Set " + property + " to " + expected + ".");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			prefactor.sample-rate              | 1.5   | It must be from 0.0 to 1.0.
			prefactor.sample-rate              | -0.1  | It must be from 0.0 to 1.0.
			prefactor.sample-rate              | NaN   | It must be from 0.0 to 1.0.
			prefactor.retry.max-retries        | -1    | It must be at least 0.
			prefactor.retry.multiplier         | 0.5   | It must be at least 1.
			prefactor.retry.initial-delay      | 0s    | It must be at least 1ms.
			prefactor.retry.max-delay          | -1s   | It must be at least 1ms.
			prefactor.queue.workers            | 0     | It must be from 1 to 6.
			prefactor.queue.workers            | 7     | It must be from 1 to 6.
			prefactor.queue.capacity           | 0     | It must be at least 1.
			prefactor.queue.max-bytes          | -1MB  | It must be at least 1B.
			prefactor.queue.max-bytes          | 1024GB | It must be at most 1099511627775B.
			prefactor.queue.block-timeout      | -1ms  | It must be at least 0ms.
			prefactor.batch.max-items          | 0     | It must be from 1 to 10000.
			prefactor.batch.max-items          | 10001 | It must be from 1 to 10000.
			prefactor.batch.max-bytes          | 63KB  | It must be at least 64KB.
			prefactor.batch.max-bytes          | 16MB  | It must be at most 15MB.
			prefactor.batch.linger             | -1ms  | It must be at least 0ms.
			prefactor.batch.linger             | 61s   | It must be at most 1m.
			prefactor.capture.max-input-length | 0     | It must be at least 1.
			prefactor.capture.max-output-length | -5    | It must be at least 1.
			prefactor.capture.max-payload-size | 0     | It must be at least 2B.
			prefactor.api.connect-timeout      | 0s    | It must be at least 1ms.
			prefactor.api.request-timeout      | -30s  | It must be at least 1ms.
			prefactor.run.linger               | -1s   | It must be at least 0ms.
			prefactor.shutdown-timeout         | -1s   | It must be at least 0ms.
			prefactor.local.port               | -1    | It must be from 0 to 65535.
			prefactor.local.port               | 65536 | It must be from 0 to 65535.
			""")
	void startWhenValueIsOutOfRangeShouldNameTheRange(String property, String value, String reason) {
		FailureAnalysis failure = withToken().property(property, value).failure();
		assertThat(failure.getDescription()).isEqualTo("""
				Prefactor cannot start with this configuration:

				    Property: %s
				    Value: "%s"
				    Origin: "%s" from property source "test"
				    Reason: %s""".formatted(property, value, property, reason));
		assertThat(failure.getAction()).isEqualTo("Correct what is named above, or leave it out to take the default.");
	}

	@Test
	void startWhenSeveralValuesAreOutOfRangeShouldNameThemAll() {
		FailureAnalysis failure = withToken().property("prefactor.queue.workers", "9")
			.property("prefactor.retry.max-retries", "-1")
			.failure();
		assertThat(failure.getDescription()).contains("Property: prefactor.queue.workers")
			.contains("Property: prefactor.retry.max-retries");
	}

	@ParameterizedTest
	@ValueSource(strings = { "prefactor.agent.id", "prefactor.agent.identifier", "prefactor.agent.name",
			"prefactor.agent.description", "prefactor.agent.environment-id", "prefactor.agent.span-type-prefix",
			"prefactor.api.ssl.bundle", "prefactor.capture.redact-keys", "prefactor.retry.on-status-codes",
			"prefactor.sample-rate", "prefactor.run.linger", "prefactor.agent.purpose" })
	void startWhenPlaceholderIsUnresolvedShouldNameIt(String property) {
		FailureAnalysis failure = withToken().property(property, "${NOWHERE}").failure();
		assertThat(failure.getDescription()).isEqualTo("""
				Prefactor cannot start with this configuration:

				    Property: %s
				    Value: "${NOWHERE}"
				    Origin: "%s" from property source "test"
				    Reason: It is a placeholder that refers to nothing.""".formatted(property, property));
		assertThat(failure.getAction()).isEqualTo("Set NOWHERE, or give " + property + " another value.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "5xx", "599-500", "600", "42", "500-", "500-599-600" })
	void startWhenStatusCodesAreMalformedShouldShowTheEntry(String entry) {
		FailureAnalysis failure = withToken().property("prefactor.retry.on-status-codes", "429," + entry).failure();
		assertThat(failure.getDescription()).isEqualTo("""
				Prefactor cannot start with this configuration:

				    Property: prefactor.retry.on-status-codes
				    Value: "429,%s"
				    Origin: "prefactor.retry.on-status-codes" from property source "test"
				    Reason: "%s" is neither a status code nor a range of them.""".formatted(entry, entry));
		assertThat(failure.getAction()).isEqualTo("Set prefactor.retry.on-status-codes to codes and ranges "
				+ "from 100 to 599, separated by commas, for example 429,500-599.");
	}

	@Test
	void startWhenSslBundleIsUnknownShouldSayWhereToDefineIt() {
		FailureAnalysis failure = withToken().property("prefactor.api.ssl.bundle", "inner").failure();
		assertThat(failure.getDescription()).isEqualTo("""
				Prefactor cannot start with this configuration:

				    Property: prefactor.api.ssl.bundle
				    Value: "inner"
				    Origin: "prefactor.api.ssl.bundle" from property source "test"
				    Reason: There is no SSL bundle of that name.""");
		assertThat(failure.getAction())
			.isEqualTo("Define the bundle under spring.ssl.bundle, or correct its name in prefactor.api.ssl.bundle.");
	}

	@Test
	void startWhenPropertyOfSomeoneElseIsWrongShouldLeaveItToBoot() {
		FailureAnalysis failure = withToken().property("other.port", "x").failure();
		assertThat(failure.getDescription()).startsWith("Failed to bind properties under 'other.port' to int:");
	}

	private static TestApplication withToken() {
		return new TestApplication(Wiring.class).property("prefactor.api.token", SECRET);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Other.class)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, LocalPlatformAutoConfiguration.class,
			PrefactorTransportAutoConfiguration.class })
	static class Wiring {

	}

	@ConfigurationProperties("other")
	record Other(int port) {

	}

}
