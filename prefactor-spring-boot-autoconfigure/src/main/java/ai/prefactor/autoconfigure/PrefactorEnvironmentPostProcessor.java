package ai.prefactor.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.support.SystemEnvironmentPropertySourceEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

/**
 * Makes the environment variables of Prefactor's other SDKs work here: gives those whose
 * name does not bind by itself their property, with the lowest precedence, and treats
 * empty ones as not set. It runs after the configuration files are read (else it would
 * come before them) and before logging starts.
 */
final class PrefactorEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String SYSTEM_ENVIRONMENT = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

	private static final String PROPERTY_SOURCE = "prefactorEnvironment";

	private static final Map<String, String> PROPERTIES = Map.of("PREFACTOR_MAX_INPUT_LENGTH",
			"prefactor.capture.max-input-length", "PREFACTOR_MAX_OUTPUT_LENGTH", "prefactor.capture.max-output-length",
			"PREFACTOR_LOG_LEVEL", "logging.level.ai.prefactor");

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		PropertySource<?> source = environment.getPropertySources().get(SYSTEM_ENVIRONMENT);
		if (source instanceof SystemEnvironmentPropertySource variables) {
			removeEmpty(variables, environment, application);
			addProperties(variables, environment.getPropertySources());
		}
	}

	private void removeEmpty(SystemEnvironmentPropertySource variables, ConfigurableEnvironment environment,
			SpringApplication application) {
		Map<String, Object> kept = new LinkedHashMap<>(variables.getSource());
		if (kept.entrySet().removeIf(this::isEmptyVariable)) {
			environment.getPropertySources()
				.replace(SYSTEM_ENVIRONMENT, new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT, kept));
			// Boot's own wrapping again, which knows origins and the application's prefix
			new SystemEnvironmentPropertySourceEnvironmentPostProcessor().postProcessEnvironment(environment,
					application);
		}
	}

	private boolean isEmptyVariable(Map.Entry<String, Object> variable) {
		return variable.getKey().toUpperCase(Locale.ROOT).startsWith("PREFACTOR")
				&& !StringUtils.hasText(String.valueOf(variable.getValue()));
	}

	private void addProperties(SystemEnvironmentPropertySource variables, MutablePropertySources sources) {
		Map<String, Object> properties = new LinkedHashMap<>();
		PROPERTIES.forEach((variable, property) -> {
			Object value = variables.getProperty(variable);
			if (value != null && StringUtils.hasText(value.toString())) {
				properties.put(property, OriginTrackedValue.of(value, new SystemEnvironmentOrigin(variable)));
			}
		});
		sources.remove(PROPERTY_SOURCE);
		if (!properties.isEmpty()) {
			sources.addLast(new OriginTrackedMapPropertySource(PROPERTY_SOURCE, properties));
		}
	}

}
