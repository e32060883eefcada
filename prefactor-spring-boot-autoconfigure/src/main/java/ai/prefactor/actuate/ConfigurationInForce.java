package ai.prefactor.actuate;

import java.net.URI;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import ai.prefactor.autoconfigure.PrefactorConfigurationException;
import ai.prefactor.autoconfigure.PrefactorConnectionDetails;
import ai.prefactor.autoconfigure.PrefactorProperties;
import ai.prefactor.payload.PayloadCapture;
import ai.prefactor.schema.AgentDescriptor;
import ai.prefactor.schema.SchemaRegistry;

/**
 * Asks those who work with the configuration for what they were given, and masks what is
 * secret in it. The connection is asked anew for each report, as it is for each request.
 */
final class ConfigurationInForce {

	private static final String MASK = "******";

	private static final Pattern USER_INFO = Pattern.compile("^([^:/?#]+:)?(//)?[^/?#]*@");

	private static final Pattern QUERY = Pattern.compile("\\?[^#]*");

	private final PrefactorProperties properties;

	private final PrefactorConnectionDetails connection;

	private final AgentDescriptor agent;

	private final SchemaRegistry schemas;

	private final PayloadCapture capture;

	ConfigurationInForce(PrefactorProperties properties, PrefactorConnectionDetails connection, AgentDescriptor agent,
			SchemaRegistry schemas, PayloadCapture capture) {
		this.properties = properties;
		this.connection = connection;
		this.agent = agent;
		this.schemas = schemas;
		this.capture = capture;
	}

	ConfigurationReport report() {
		String token = (this.connection.getToken() != null) ? MASK : null;
		return new ConfigurationReport(this.properties.enabled(),
				ConfigurationReport.Api.of(url(), token, this.properties.api()),
				ConfigurationReport.Agent.of(this.agent, this.schemas.prefix()),
				ConfigurationReport.Run.of(this.properties.run()), this.properties.sampleRate(),
				ConfigurationReport.Capture.of(this.capture.settings()),
				ConfigurationReport.Retry.of(this.properties.retry()),
				ConfigurationReport.Queue.of(this.properties.queue()),
				ConfigurationReport.Batch.of(this.properties.batch()), this.properties.shutdownTimeout().toString());
	}

	/**
	 * While Prefactor is disabled nobody has checked the address.
	 */
	private @Nullable String url() {
		try {
			return withoutSecrets(this.connection.getUrl());
		}
		catch (PrefactorConfigurationException ex) {
			return ex.getValue();
		}
	}

	private static String withoutSecrets(URI url) {
		String shown = USER_INFO.matcher(url.toString()).replaceFirst("$1$2" + MASK + "@");
		return QUERY.matcher(shown).replaceFirst("?" + MASK);
	}

}
