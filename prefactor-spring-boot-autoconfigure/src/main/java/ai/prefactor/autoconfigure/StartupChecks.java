package ai.prefactor.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Checks what binding cannot see, before anything is started. What it refuses stops the
 * application with a failure analysis. While Prefactor is disabled, neither connection
 * nor identity is looked at.
 */
final class StartupChecks {

	private static final String STATUS_CODES = "prefactor.retry.on-status-codes";

	private static final Pattern STATUS_CODE_RANGE = Pattern.compile("([1-5]\\d\\d)(?:\\s*-\\s*([1-5]\\d\\d))?");

	private static final String TOKEN_MISSING = """
			Do one of these:

			    - Set the environment variable PREFACTOR_API_TOKEN, or the property prefactor.api.token.
			    - Set prefactor.local.enabled=true to send to a platform embedded in the application, without a token.
			    - Set prefactor.enabled=false to switch Prefactor off.

			In tests, set prefactor.enabled=false, or use the recorder in ai.prefactor.test.""";

	private StartupChecks() {
	}

	/**
	 * Checks the configuration.
	 * @param properties what is configured
	 * @param connection where to send to
	 * @throws PrefactorConfigurationException for the first thing that is wrong
	 */
	static void check(PrefactorProperties properties, PrefactorConnectionDetails connection) {
		checkStatusCodes(properties.retry().onStatusCodes());
		if (!properties.enabled()) {
			return;
		}
		checkPlaceholders(properties);
		ApiUrl.check(connection.getUrl());
		connection.getSslBundle();
		if (connection.isTokenRequired()) {
			checkToken(connection.getToken());
		}
	}

	private static void checkPlaceholders(PrefactorProperties properties) {
		PrefactorProperties.Agent agent = properties.agent();
		UnresolvedPlaceholder.check("prefactor.agent.id", agent.id());
		UnresolvedPlaceholder.check("prefactor.agent.identifier", agent.identifier());
		UnresolvedPlaceholder.check("prefactor.agent.name", agent.name());
		UnresolvedPlaceholder.check("prefactor.agent.description", agent.description());
		UnresolvedPlaceholder.check("prefactor.agent.environment-id", agent.environmentId());
		UnresolvedPlaceholder.check("prefactor.agent.span-type-prefix", agent.spanTypePrefix());
		Set<String> redactKeys = properties.capture().redactKeys();
		if (redactKeys != null) {
			redactKeys.forEach((key) -> UnresolvedPlaceholder.check("prefactor.capture.redact-keys", key));
		}
	}

	private static void checkToken(@Nullable String token) {
		if (token == null) {
			throw new PrefactorConfigurationException(Secret.TOKEN, null,
					"It is not set, and Prefactor takes no request without a token.", TOKEN_MISSING);
		}
		UnresolvedPlaceholder.checkSecret(Secret.TOKEN, token);
		if (!token.chars().allMatch((character) -> character > ' ' && character < 0x7F)) {
			throw new PrefactorConfigurationException(Secret.TOKEN, Secret.MASK,
					"It holds a blank, a line break or another character that no token has.",
					"Copy the token again, without quotes and without anything around it.");
		}
	}

	private static void checkStatusCodes(List<String> entries) {
		for (String entry : entries) {
			UnresolvedPlaceholder.check(STATUS_CODES, entry);
			Matcher range = STATUS_CODE_RANGE.matcher(entry.strip());
			if (!range.matches() || (range.group(2) != null && range.group(1).compareTo(range.group(2)) > 0)) {
				throw new PrefactorConfigurationException(STATUS_CODES, String.join(",", entries),
						"\"" + entry + "\" is neither a status code nor a range of them.", "Set " + STATUS_CODES
								+ " to codes and ranges from 100 to 599, separated by commas, for example 429,500-599.");
			}
		}
	}

}
