package ai.prefactor.autoconfigure;

import java.util.Objects;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * What the user wrote for a property, and where: for failure analyses, which get only
 * what was made of it.
 */
final class SetProperties {

	private final Environment environment;

	SetProperties(Environment environment) {
		this.environment = environment;
	}

	/**
	 * What was written, if anything.
	 */
	@Nullable String value(ConfigurationPropertyName name) {
		ConfigurationProperty property = find(name);
		return (property != null) ? Objects.toString(property.getValue(), null) : null;
	}

	/**
	 * Where it was written, if that is known.
	 */
	@Nullable Origin origin(ConfigurationPropertyName name) {
		ConfigurationProperty property = find(name);
		return (property != null) ? property.getOrigin() : null;
	}

	private @Nullable ConfigurationProperty find(ConfigurationPropertyName name) {
		return StreamSupport.stream(ConfigurationPropertySources.get(this.environment).spliterator(), false)
			.map((source) -> source.getConfigurationProperty(name))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

}
