package ai.prefactor.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * A configuration that the application cannot start with: which property, its value, what
 * is wrong with it, and what to do. The value of a secret is masked before it gets here.
 *
 * @since 0.1.0
 */
public final class PrefactorConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final @Nullable String value;

	private final String reason;

	private final String action;

	/**
	 * Creates the exception.
	 * @param property the full name of the property
	 * @param value its value as it may be shown, or {@code null} if it has none
	 * @param reason what is wrong, as a sentence
	 * @param action what to do, as a sentence
	 */
	public PrefactorConfigurationException(String property, @Nullable String value, String reason, String action) {
		super(message(property, value, reason, action));
		this.property = property;
		this.value = value;
		this.reason = reason;
		this.action = action;
	}

	private static String message(String property, @Nullable String value, String reason, String action) {
		String which = (value != null) ? " with value '" + value + "'" : "";
		return "Configuration property '" + property + "'" + which + " is not valid. " + reason + " " + action;
	}

	/**
	 * The full name of the property.
	 * @return the name, in kebab case
	 */
	public String getProperty() {
		return this.property;
	}

	/**
	 * The property's value as it may be shown: never the token.
	 * @return the value, or {@code null} if it has none
	 */
	public @Nullable String getValue() {
		return this.value;
	}

	/**
	 * What is wrong.
	 * @return a sentence
	 */
	public String getReason() {
		return this.reason;
	}

	/**
	 * What to do.
	 * @return a sentence or more
	 */
	public String getAction() {
		return this.action;
	}

}
