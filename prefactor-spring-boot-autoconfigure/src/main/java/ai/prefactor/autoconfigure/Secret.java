package ai.prefactor.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Keeps the token out of every text.
 */
final class Secret {

	static final String TOKEN = "prefactor.api.token";

	static final String MASK = "******";

	private static final ConfigurationPropertyName NAME = ConfigurationPropertyName.of(TOKEN);

	private Secret() {
	}

	static @Nullable String mask(@Nullable String value) {
		return (value != null) ? MASK : null;
	}

	/**
	 * Whether a value set under this name is a token, or may be one that was set a level
	 * too high or too low.
	 */
	static boolean isHeldBy(ConfigurationPropertyName name) {
		return NAME.equals(name) || NAME.isAncestorOf(name) || name.isAncestorOf(NAME);
	}

}
