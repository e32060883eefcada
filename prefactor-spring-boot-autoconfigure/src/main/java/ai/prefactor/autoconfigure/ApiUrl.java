package ai.prefactor.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Reads the platform's address, and says what is wrong with it without showing
 * credentials that it may hold.
 */
final class ApiUrl {

	static final String PROPERTY = "prefactor.api.url";

	private static final String EXAMPLE = "Set " + PROPERTY
			+ " to the address of a Prefactor platform, for example https://app.prefactorai.com.";

	private static final Pattern USER_INFO = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://)?.*@", Pattern.DOTALL);

	private static final Pattern QUERY = Pattern.compile("\\?.*$", Pattern.DOTALL);

	private ApiUrl() {
	}

	/**
	 * Reads an address.
	 * @param value what is configured
	 * @return the address, without a slash at its end
	 * @throws PrefactorConfigurationException if it cannot be used
	 */
	static URI parse(String value) {
		UnresolvedPlaceholder.check(PROPERTY, value);
		String text = StringUtils.trimTrailingCharacter(value.strip(), '/');
		URI url = uri(text);
		if (url == null) {
			throw invalid(value, "It is not a URL.", EXAMPLE);
		}
		check(url);
		return url;
	}

	static void check(URI url) {
		String scheme = url.getScheme();
		if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
			throw invalid(url.toString(), "It starts with neither http:// nor https://.", EXAMPLE);
		}
		if (url.getRawUserInfo() != null) {
			throw invalid(url.toString(), "It holds credentials, which are not sent.",
					"Leave everything before the @ out of " + PROPERTY + ", and set " + Secret.TOKEN + ".");
		}
		if (url.getHost() == null) {
			throw invalid(url.toString(), "It names no host that can be reached.", EXAMPLE);
		}
		if (url.getPort() > 65535) {
			throw invalid(url.toString(), "Its port is above 65535.", EXAMPLE);
		}
		if (url.getRawQuery() != null || url.getRawFragment() != null) {
			throw invalid(url.toString(), "It has a query or a fragment, to which no path can be added.",
					"Leave everything from the ? or # on out of " + PROPERTY + ".");
		}
	}

	/**
	 * The address as it may be shown: user information and query are left out, also where
	 * the whole is no address at all.
	 */
	static String mask(String value) {
		String shown = USER_INFO.matcher(value).replaceFirst("$1" + Secret.MASK + "@");
		return QUERY.matcher(shown).replaceFirst("?" + Secret.MASK);
	}

	private static @Nullable URI uri(String text) {
		try {
			return new URI(text);
		}
		catch (URISyntaxException ex) {
			// Its message holds the whole text, and so perhaps a password
			return null;
		}
	}

	private static PrefactorConfigurationException invalid(String value, String reason, String action) {
		return new PrefactorConfigurationException(PROPERTY, mask(value), reason, action);
	}

}
