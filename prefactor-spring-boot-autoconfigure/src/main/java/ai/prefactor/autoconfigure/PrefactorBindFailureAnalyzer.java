package ai.prefactor.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Shows what could not be bound under {@code prefactor}. It goes ahead of Boot's own
 * analysers, which would print a token that was set where it cannot be bound, name
 * properties by their fields, and say what is wrong but not what to set.
 */
@Order(0)
final class PrefactorBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("prefactor");

	private final SetProperties set;

	PrefactorBindFailureAnalyzer(Environment environment) {
		this.set = new SetProperties(environment);
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		ConfigurationPropertyName name = cause.getName();
		if (!PREFIX.equals(name) && !PREFIX.isAncestorOf(name)) {
			return null;
		}
		if (cause.getCause() instanceof BindValidationException validation) {
			return analyzeValidation(validation, cause);
		}
		return analyzeConversion(name, cause);
	}

	private FailureAnalysis analyzeValidation(BindValidationException validation, BindException cause) {
		Map<String, InvalidProperty> properties = new TreeMap<>();
		for (ObjectError error : validation.getValidationErrors()) {
			InvalidProperty property = outOfRange(error);
			properties.putIfAbsent(property.name(), property);
		}
		return new FailureAnalysis(InvalidProperty.describe(properties.values()),
				"Correct what is named above, or leave it out to take the default.", cause);
	}

	private InvalidProperty outOfRange(ObjectError error) {
		String reason = Objects.requireNonNullElse(error.getDefaultMessage(), "It is not valid.");
		if (!(error instanceof FieldError field)) {
			return new InvalidProperty(error.getObjectName(), null, null, reason);
		}
		String path = error.getObjectName() + "." + DataObjectPropertyName.toDashedForm(field.getField());
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(path, '.');
		String written = this.set.value(name);
		boolean derived = written == null || written.contains("${");
		Object value = derived ? field.getRejectedValue() : written;
		return invalid(name, Objects.toString(value, null), reason);
	}

	private FailureAnalysis analyzeConversion(ConfigurationPropertyName name, BindException cause) {
		String value = this.set.value(name);
		if (Secret.isHeldBy(name)) {
			return analyzeSecret(name, value);
		}
		if (value != null && UnresolvedPlaceholder.isIn(value)) {
			return analysis(invalid(name, value, UnresolvedPlaceholder.REASON),
					UnresolvedPlaceholder.action(name.toString(), value), cause);
		}
		ExpectedValue expected = ExpectedValue.of(cause.getTarget().getType().resolve(Object.class));
		return analysis(invalid(name, value, expected.reason()), "Set " + name + " to " + expected.example() + ".",
				cause);
	}

	/**
	 * Leaves out the cause: it is logged at DEBUG, and its text may hold the value.
	 */
	private FailureAnalysis analyzeSecret(ConfigurationPropertyName name, @Nullable String value) {
		String reason = "It cannot be bound.";
		String action = "Set the API token in PREFACTOR_API_TOKEN or " + Secret.TOKEN + ", as a plain value.";
		return analysis(invalid(name, value, reason), action,
				new PrefactorConfigurationException(name.toString(), Secret.mask(value), reason, action));
	}

	private InvalidProperty invalid(ConfigurationPropertyName name, @Nullable String value, String reason) {
		String shown = Secret.isHeldBy(name) ? Secret.mask(value) : value;
		return new InvalidProperty(name.toString(), shown, this.set.origin(name), reason);
	}

	private static FailureAnalysis analysis(InvalidProperty property, String action, Throwable cause) {
		return new FailureAnalysis(InvalidProperty.describe(List.of(property)), action, cause);
	}

}
