package ai.prefactor.actuate;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import ai.prefactor.autoconfigure.PrefactorProperties;
import ai.prefactor.payload.CaptureSettings;
import ai.prefactor.schema.AgentDescriptor;

/**
 * The configuration that is in force, under the names of its properties: what was not set
 * is filled in. Durations are in ISO 8601 form, sizes in bytes. Holds no secret.
 *
 * @param enabled whether anything is recorded and sent
 * @param api where it is sent to
 * @param agent which agent runs belong to
 * @param run how runs end
 * @param sampleRate which share of the runs is recorded, from 0.0 to 1.0
 * @param capture what of the application's data is sent
 * @param retry how a request is retried
 * @param queue where spans wait
 * @param batch how much is sent with one request
 * @param shutdownTimeout longest time that the shutdown waits for spans to be sent
 * @since 0.1.0
 */
public record ConfigurationReport(boolean enabled, Api api, Agent agent, Run run, double sampleRate, Capture capture,
		Retry retry, Queue queue, Batch batch, String shutdownTimeout) {

	/**
	 * Where to, and how.
	 *
	 * @param url the platform's address; credentials and query are masked
	 * @param token a mask, or {@code null} if there is no token
	 * @param connectTimeout longest time to wait for a connection
	 * @param requestTimeout longest time to wait for an answer
	 * @param sslBundle name of the configured SSL bundle, if any
	 */
	public record Api(@Nullable String url, @Nullable String token, String connectTimeout, String requestTimeout,
			@Nullable String sslBundle) {

		static Api of(@Nullable String url, @Nullable String token, PrefactorProperties.Api api) {
			return new Api(url, token, api.connectTimeout().toString(), api.requestTimeout().toString(),
					api.ssl().bundle());
		}

	}

	/**
	 * Which agent.
	 *
	 * @param id the agent's id, {@code null} where the token implies it
	 * @param identifier the agent version's identifier
	 * @param name the agent version's name
	 * @param description the agent version's description
	 * @param environmentId the environment's id, if any
	 * @param purpose why runs happen
	 * @param updateCurrentVersion whether registering makes this version the current one
	 * @param spanTypePrefix what span types start with
	 */
	public record Agent(@Nullable String id, String identifier, String name, String description,
			@Nullable String environmentId, String purpose, boolean updateCurrentVersion, String spanTypePrefix) {

		static Agent of(AgentDescriptor agent, String spanTypePrefix) {
			return new Agent(agent.id(), agent.version(), agent.name(), agent.description(), agent.environmentId(),
					agent.purpose(), agent.updateCurrentVersion(), spanTypePrefix);
		}

	}

	/**
	 * How runs end.
	 *
	 * @param linger longest time that a finished run waits for its open spans
	 */
	public record Run(String linger) {

		static Run of(PrefactorProperties.Run run) {
			return new Run(run.linger().toString());
		}

	}

	/**
	 * What is captured.
	 *
	 * @param inputs whether inputs are
	 * @param outputs whether outputs are
	 * @param maxInputLength longest string of an input, in characters
	 * @param maxOutputLength longest string of an output, in characters
	 * @param maxPayloadSize largest payload, in bytes
	 * @param redactKeys names whose values are replaced, sorted
	 */
	public record Capture(boolean inputs, boolean outputs, int maxInputLength, int maxOutputLength, long maxPayloadSize,
			List<String> redactKeys) {

		public Capture {
			redactKeys = List.copyOf(redactKeys);
		}

		static Capture of(CaptureSettings capture) {
			return new Capture(capture.inputs(), capture.outputs(), capture.maxInputLength(), capture.maxOutputLength(),
					capture.maxPayloadSize(), capture.redactKeys().stream().sorted().toList());
		}

	}

	/**
	 * How a request is retried.
	 *
	 * @param maxRetries most repetitions
	 * @param initialDelay pause before the first one
	 * @param multiplier factor by which each pause is longer than the one before
	 * @param maxDelay longest pause
	 * @param onStatusCodes status codes and ranges on which a request is repeated
	 */
	public record Retry(int maxRetries, String initialDelay, double multiplier, String maxDelay,
			List<String> onStatusCodes) {

		public Retry {
			onStatusCodes = List.copyOf(onStatusCodes);
		}

		static Retry of(PrefactorProperties.Retry retry) {
			return new Retry(retry.maxRetries(), retry.initialDelay().toString(), retry.multiplier(),
					retry.maxDelay().toString(), retry.onStatusCodes());
		}

	}

	/**
	 * Where spans wait.
	 *
	 * @param type kind of queue
	 * @param capacity most actions that wait
	 * @param maxBytes most bytes that wait
	 * @param workers number of lanes
	 * @param overflow what happens while there is no room
	 * @param blockTimeout longest time that a caller waits for room, if any does
	 */
	public record Queue(String type, int capacity, long maxBytes, int workers, String overflow, String blockTimeout) {

		static Queue of(PrefactorProperties.Queue queue) {
			return new Queue(queue.type().name().toLowerCase(Locale.ROOT), queue.capacity(), queue.maxBytes().toBytes(),
					queue.workers(), queue.overflow().name().toLowerCase(Locale.ROOT), queue.blockTimeout().toString());
		}

	}

	/**
	 * How much is sent with one request.
	 *
	 * @param enabled whether operations are sent in bulk
	 * @param maxItems most items
	 * @param maxBytes largest content of a request with several items
	 * @param linger longest time that what is ready waits for others to go with
	 */
	public record Batch(boolean enabled, int maxItems, long maxBytes, String linger) {

		static Batch of(PrefactorProperties.Batch batch) {
			return new Batch(batch.enabled(), batch.maxItems(), batch.maxBytes().toBytes(), batch.linger().toString());
		}

	}

}
