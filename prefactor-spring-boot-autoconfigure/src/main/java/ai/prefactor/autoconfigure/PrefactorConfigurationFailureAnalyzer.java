package ai.prefactor.autoconfigure;

import java.util.List;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Shows what the start-up checks found, and where the property was set.
 */
@Order(0)
final class PrefactorConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<PrefactorConfigurationException> {

	private final SetProperties set;

	PrefactorConfigurationFailureAnalyzer(Environment environment) {
		this.set = new SetProperties(environment);
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PrefactorConfigurationException cause) {
		String name = cause.getProperty();
		Origin origin = (cause.getValue() != null) ? this.set.origin(ConfigurationPropertyName.of(name)) : null;
		InvalidProperty property = new InvalidProperty(name, cause.getValue(), origin, cause.getReason());
		return new FailureAnalysis(InvalidProperty.describe(List.of(property)), cause.getAction(), cause);
	}

}
