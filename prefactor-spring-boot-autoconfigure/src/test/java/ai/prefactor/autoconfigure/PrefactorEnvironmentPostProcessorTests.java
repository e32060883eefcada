package ai.prefactor.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class PrefactorEnvironmentPostProcessorTests {

	private static final String LOGGER = "ai.prefactor";

	private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

	@AfterEach
	void resetLogging() {
		this.logging.setLogLevel(LOGGER, null);
	}

	@Test
	void startShouldTakeEveryVariableOfTheOtherSdks() {
		TestApplication application = new TestApplication(Config.class)
			.variable("PREFACTOR_API_URL", "https://platform.example")
			.variable("PREFACTOR_API_TOKEN", "token")
			.variable("PREFACTOR_AGENT_ID", "agent")
			.variable("PREFACTOR_AGENT_NAME", "Support")
			.variable("PREFACTOR_AGENT_IDENTIFIER", "3.1")
			.variable("PREFACTOR_SAMPLE_RATE", "0.25")
			.variable("PREFACTOR_CAPTURE_INPUTS", "false")
			.variable("PREFACTOR_CAPTURE_OUTPUTS", "false")
			.variable("PREFACTOR_MAX_INPUT_LENGTH", "11")
			.variable("PREFACTOR_MAX_OUTPUT_LENGTH", "12")
			.variable("PREFACTOR_RETRY_ON_STATUS_CODES", "408, 500-503")
			.variable("PREFACTOR_LOG_LEVEL", "error");
		try (ConfigurableApplicationContext context = application.run()) {
			PrefactorProperties properties = context.getBean(PrefactorProperties.class);
			assertThat(properties.api().url()).isEqualTo("https://platform.example");
			assertThat(properties.api().token()).isEqualTo("token");
			assertThat(properties.agent().id()).isEqualTo("agent");
			assertThat(properties.agent().name()).isEqualTo("Support");
			assertThat(properties.agent().identifier()).isEqualTo("3.1");
			assertThat(properties.sampleRate()).isEqualTo(0.25);
			assertThat(properties.capture().inputs()).isFalse();
			assertThat(properties.capture().outputs()).isFalse();
			assertThat(properties.capture().maxInputLength()).isEqualTo(11);
			assertThat(properties.capture().maxOutputLength()).isEqualTo(12);
			assertThat(properties.retry().onStatusCodes()).isEqualTo(List.of("408", "500-503"));
			assertThat(logLevel()).isEqualTo(LogLevel.ERROR);
		}
	}

	@Test
	void startWhenThePropertyIsSetTooShouldTakeTheProperty() {
		TestApplication application = new TestApplication(Config.class).variable("PREFACTOR_MAX_INPUT_LENGTH", "11")
			.variable("PREFACTOR_MAX_OUTPUT_LENGTH", "12")
			.variable("PREFACTOR_CAPTURE_MAX_OUTPUT_LENGTH", "22")
			.variable("PREFACTOR_LOG_LEVEL", "error")
			.property("prefactor.capture.max-input-length", "21")
			.property("logging.level.ai.prefactor", "warn");
		try (ConfigurableApplicationContext context = application.run()) {
			PrefactorProperties.Capture capture = context.getBean(PrefactorProperties.class).capture();
			assertThat(capture.maxInputLength()).isEqualTo(21);
			assertThat(capture.maxOutputLength()).isEqualTo(22);
			assertThat(logLevel()).isEqualTo(LogLevel.WARN);
		}
	}

	@Test
	void startWhenAConfigurationFileSetsThePropertyShouldTakeTheFile() {
		TestApplication application = new TestApplication(Config.class).variable("PREFACTOR_MAX_INPUT_LENGTH", "11")
			.property("spring.config.location", "classpath:ai/prefactor/autoconfigure/max-input-length.properties");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getBean(PrefactorProperties.class).capture().maxInputLength()).isEqualTo(31);
		}
	}

	@Test
	void startWhenAVariableIsEmptyShouldLeaveTheConfigurationFileInForce() {
		TestApplication application = new TestApplication(Config.class).variable("PREFACTOR_CAPTURE_MAXINPUTLENGTH", "")
			.variable("PREFACTOR_AGENT_NAME", " ")
			.property("spring.config.location", "classpath:ai/prefactor/autoconfigure/max-input-length.properties");
		try (ConfigurableApplicationContext context = application.run()) {
			PrefactorProperties properties = context.getBean(PrefactorProperties.class);
			assertThat(properties.capture().maxInputLength()).isEqualTo(31);
			assertThat(properties.agent().name()).isEqualTo("From a file");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void startWhenEveryVariableIsEmptyShouldTakeTheDefaults(String empty) {
		TestApplication application = new TestApplication(Config.class);
		for (String name : List.of("API_URL", "API_TOKEN", "AGENT_ID", "AGENT_NAME", "AGENT_IDENTIFIER", "SAMPLE_RATE",
				"CAPTURE_INPUTS", "CAPTURE_OUTPUTS", "MAX_INPUT_LENGTH", "MAX_OUTPUT_LENGTH", "RETRY_ON_STATUS_CODES",
				"LOG_LEVEL")) {
			application.variable("PREFACTOR_" + name, empty);
		}
		try (ConfigurableApplicationContext context = application.run();
				ConfigurableApplicationContext plain = new TestApplication(Config.class).run()) {
			assertThat(context.getBean(PrefactorProperties.class)).isEqualTo(plain.getBean(PrefactorProperties.class));
		}
	}

	@Test
	void startWhenAnotherVariableIsEmptyShouldLeaveItAlone() {
		TestApplication application = new TestApplication(Config.class).variable("PREFACTOR_SAMPLE_RATE", "")
			.variable("OTHER", "");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getEnvironment().getProperty("OTHER")).isEmpty();
			assertThat(context.getEnvironment().containsProperty("PREFACTOR_SAMPLE_RATE")).isFalse();
		}
	}

	@Test
	void startWhenALengthIsNoNumberShouldNameTheVariable() {
		assertThat(new TestApplication(Config.class).variable("PREFACTOR_MAX_INPUT_LENGTH", "many")
			.failure()
			.getDescription()).isEqualTo("""
					Prefactor cannot start with this configuration:

					    Property: prefactor.capture.max-input-length
					    Value: "many"
					    Origin: System Environment Property "PREFACTOR_MAX_INPUT_LENGTH"
					    Reason: It is not a whole number from -2147483648 to 2147483647.""");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void startWhenLogLevelIsUnknownShouldNameTheVariable(CapturedOutput output) {
		TestApplication application = new TestApplication(Config.class).variable("PREFACTOR_LOG_LEVEL", "loud");
		assertThatException().isThrownBy(application::run);
		assertThat(output).contains("Value: \"loud\"")
			.contains("Origin: System Environment Property \"PREFACTOR_LOG_LEVEL\"");
	}

	private LogLevel logLevel() {
		return this.logging.getLoggerConfiguration(LOGGER).getConfiguredLevel();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(PrefactorProperties.class)
	static class Config {

	}

}
