package ai.prefactor.autoconfigure;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import ai.prefactor.http.ApiConnection;
import ai.prefactor.http.HttpSettings;
import ai.prefactor.http.RetrySettings;
import ai.prefactor.http.StatusCodes;
import ai.prefactor.payload.CaptureSettings;
import ai.prefactor.schema.AgentDescriptor;
import ai.prefactor.transport.TransportSettings;

/**
 * Turns the properties into the settings that the core takes.
 */
final class SettingsMapper {

	private final PrefactorProperties properties;

	SettingsMapper(PrefactorProperties properties) {
		this.properties = properties;
	}

	HttpSettings http(ApiConnection connection) {
		PrefactorProperties.Api api = this.properties.api();
		return new HttpSettings(connection, api.connectTimeout(), api.requestTimeout(), sdk());
	}

	RetrySettings retry() {
		PrefactorProperties.Retry retry = this.properties.retry();
		return new RetrySettings(retry.maxRetries(), retry.initialDelay(), retry.multiplier(), retry.maxDelay(),
				StatusCodes.of(String.join(",", retry.onStatusCodes())));
	}

	TransportSettings transport() {
		PrefactorProperties.Queue queue = this.properties.queue();
		PrefactorProperties.Retry retry = this.properties.retry();
		Duration blockTimeout = (queue.overflow() == PrefactorProperties.QueueOverflow.BLOCK) ? queue.blockTimeout()
				: null;
		return new TransportSettings(queue.capacity(), queue.maxBytes().toBytes(), queue.workers(),
				retry.initialDelay(), retry.multiplier(), retry.maxDelay(), batch(), blockTimeout);
	}

	private TransportSettings.Batch batch() {
		PrefactorProperties.Batch batch = this.properties.batch();
		return new TransportSettings.Batch(batch.enabled(), batch.maxItems(), batch.maxBytes().toBytes(),
				batch.linger());
	}

	CaptureSettings capture() {
		PrefactorProperties.Capture capture = this.properties.capture();
		Set<String> redactKeys = capture.redactKeys();
		boolean enabled = this.properties.enabled();
		return new CaptureSettings(enabled && capture.inputs(), enabled && capture.outputs(), capture.maxInputLength(),
				capture.maxOutputLength(), capture.maxPayloadSize().toBytes(),
				(redactKeys != null) ? redactKeys : CaptureSettings.DEFAULT_REDACT_KEYS);
	}

	AgentDescriptor agent(AgentDefaults defaults) {
		PrefactorProperties.Agent agent = this.properties.agent();
		return new AgentDescriptor(agent.id(), agent.environmentId(), defaults.identifier(), defaults.name(),
				agent.description(), agent.purpose().name().toLowerCase(Locale.ROOT), agent.updateCurrentVersion());
	}

	private static String sdk() {
		String version = implementationVersion();
		return "prefactor-spring-boot-starter@" + ((version != null) ? version : "development");
	}

	private static @Nullable String implementationVersion() {
		return SettingsMapper.class.getPackage().getImplementationVersion();
	}

}
