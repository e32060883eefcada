package ai.prefactor.autoconfigure;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * One property that is wrong, as a failure analysis shows it.
 *
 * @param name its full name, in kebab case
 * @param value its value as it may be shown, if it has one
 * @param origin where it was set, if that is known
 * @param reason what is wrong, as a sentence
 */
record InvalidProperty(String name, @Nullable String value, @Nullable Origin origin, String reason) {

	static String describe(Collection<InvalidProperty> properties) {
		StringBuilder description = new StringBuilder("Prefactor cannot start with this configuration:");
		for (InvalidProperty property : properties) {
			description.append("\n\n    Property: ").append(property.name);
			if (property.value != null) {
				description.append("\n    Value: \"").append(property.value).append('"');
			}
			if (property.origin != null) {
				description.append("\n    Origin: ").append(property.origin);
			}
			description.append("\n    Reason: ").append(property.reason);
		}
		return description.toString();
	}

}
