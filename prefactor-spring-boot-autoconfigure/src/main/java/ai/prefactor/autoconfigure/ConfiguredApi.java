package ai.prefactor.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * What the environment says of the platform to send to, read anew at each call. It is the
 * answer to whether the user named a server, which wins over the embedded platform.
 *
 * @since 0.1.0
 */
public final class ConfiguredApi {

	private final Environment environment;

	/**
	 * Creates a view of an environment.
	 * @param environment where properties are read from
	 */
	public ConfiguredApi(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Whether a token or a URL is set. An empty value counts as not set.
	 * @return whether the user named a server
	 */
	public boolean isPresent() {
		return text(Secret.TOKEN) != null || text(ApiUrl.PROPERTY) != null;
	}

	@Nullable String token() {
		return text(Secret.TOKEN);
	}

	private @Nullable String text(String property) {
		String value = Binder.get(this.environment).bind(property, String.class).orElse("");
		return StringUtils.hasText(value) ? value.strip() : null;
	}

}
