package ai.prefactor.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import ai.prefactor.queue.QueueBounds;

/**
 * What an application sets under {@code prefactor}: bound and validated at start-up, and
 * immutable from then on. An empty text, duration or size counts as not set.
 *
 * @param enabled Whether runs are traced and sent. If not, every bean is there but no
 * thread starts and no request is made.
 * @param api Where Prefactor is reached.
 * @param agent Which agent the application is.
 * @param run How runs end.
 * @param sampleRate Share of the runs that is recorded, from 0.0 (none) to 1.0 (all).
 * Decided once per run.
 * @param capture What of the application's data is sent.
 * @param retry How a request is retried.
 * @param queue Where spans wait to be sent.
 * @param batch How much is sent with one request.
 * @param shutdownTimeout Longest time that the shutdown waits for spans to be sent. What
 * is under way then is cut off.
 * @param local Platform that is embedded in the application.
 * @param health Health that the application reports.
 * @since 0.1.0
 */
@ConfigurationProperties("prefactor")
@Validated
public record PrefactorProperties(@DefaultValue("true") boolean enabled, @DefaultValue @Valid Api api,
		@DefaultValue @Valid Agent agent, @DefaultValue @Valid Run run,
		@DefaultValue("1.0") @DecimalMin(value = "0.0", message = "It must be from 0.0 to 1.0.") @DecimalMax(
				value = "1.0", message = "It must be from 0.0 to 1.0.") double sampleRate,
		@DefaultValue @Valid Capture capture, @DefaultValue @Valid Retry retry, @DefaultValue @Valid Queue queue,
		@DefaultValue @Valid Batch batch, @DefaultValue("10s") @AtLeast("0ms") Duration shutdownTimeout,
		@DefaultValue @Valid Local local, @DefaultValue Health health) {

	static final String DEFAULT_URL = "https://app.prefactorai.com";

	private static @Nullable String textOrNull(@Nullable String value) {
		return StringUtils.hasText(value) ? value : null;
	}

	/**
	 * Where Prefactor is reached. The text form hides the token.
	 *
	 * @param url Address of the Prefactor platform, with http or https.
	 * @param token API token. Read anew from the environment for each request, so that a
	 * refreshed property source takes effect.
	 * @param connectTimeout Longest time to wait for a connection.
	 * @param requestTimeout Longest time to wait for the answer to a request.
	 * @param ssl TLS towards the platform.
	 * @since 0.1.0
	 */
	public record Api(@DefaultValue(DEFAULT_URL) String url, @Nullable String token,
			@DefaultValue("10s") @AtLeast("1ms") Duration connectTimeout,
			@DefaultValue("30s") @AtLeast("1ms") Duration requestTimeout, @DefaultValue Ssl ssl) {

		public Api {
			url = StringUtils.hasText(url) ? url : DEFAULT_URL;
			token = textOrNull(token);
		}

		@Override
		public String toString() {
			return "Api[url=" + ApiUrl.mask(this.url) + ", token=" + Secret.mask(this.token) + ", connectTimeout="
					+ this.connectTimeout + ", requestTimeout=" + this.requestTimeout + ", ssl=" + this.ssl + "]";
		}

	}

	/**
	 * TLS towards the platform.
	 *
	 * @param bundle Name of the SSL bundle to use for requests. Without one, the trust
	 * store of the JVM is used.
	 * @since 0.1.0
	 */
	public record Ssl(@Nullable String bundle) {

		public Ssl {
			bundle = textOrNull(bundle);
		}

	}

	/**
	 * Which agent the application is, and what runs say of it.
	 *
	 * @param id Id of the agent. Not needed with a token that belongs to one deployment.
	 * @param identifier Version of the agent, such as a release or a commit. By default
	 * the version of the build, or v1.0.0.
	 * @param name Name of the agent's version. By default spring.application.name.
	 * @param description Description of the agent's version.
	 * @param environmentId Id of the environment that runs belong to.
	 * @param purpose Why runs happen.
	 * @param updateCurrentVersion Whether registering a run makes this version the
	 * agent's current one.
	 * @param spanTypePrefix Prefix of every span type. By default
	 * spring.application.name, or app.
	 * @since 0.1.0
	 */
	public record Agent(@Nullable String id, @Nullable String identifier, @Nullable String name,
			@DefaultValue("") String description, @Nullable String environmentId, @DefaultValue("live") Purpose purpose,
			@DefaultValue("true") boolean updateCurrentVersion, @Nullable String spanTypePrefix) {

		public Agent {
			id = textOrNull(id);
			identifier = textOrNull(identifier);
			name = textOrNull(name);
			environmentId = textOrNull(environmentId);
			spanTypePrefix = textOrNull(spanTypePrefix);
		}

	}

	/**
	 * Why runs happen.
	 *
	 * @since 0.1.0
	 */
	public enum Purpose {

		/**
		 * Real work.
		 */
		LIVE,

		/**
		 * A check that the agent works at all.
		 */
		SMOKE_TEST,

		/**
		 * A measurement of how well the agent works.
		 */
		EVAL

	}

	/**
	 * How runs end.
	 *
	 * @param linger Longest time that the end of a run waits for spans that are still
	 * open. They are cancelled then.
	 * @since 0.1.0
	 */
	public record Run(@DefaultValue("30s") @AtLeast("0ms") Duration linger) {

	}

	/**
	 * What of the application's data is sent.
	 *
	 * @param inputs Whether the inputs of spans are sent.
	 * @param outputs Whether the outputs of spans are sent.
	 * @param maxInputLength Longest string of an input, in characters. Longer ones are
	 * cut.
	 * @param maxOutputLength Longest string of an output, in characters. Longer ones are
	 * cut.
	 * @param maxPayloadSize Largest size of the inputs, the outputs and the metadata of a
	 * span, each for itself. What is larger is left out.
	 * @param redactKeys Names of the fields and parameters whose values are replaced
	 * before anything is sent, at any depth. Compared as a whole, without regard to case,
	 * hyphens and underscores. A list that is set replaces the default one.
	 * @since 0.1.0
	 */
	public record Capture(@DefaultValue("true") boolean inputs, @DefaultValue("true") boolean outputs,
			@DefaultValue("10000") @Min(value = 1, message = "It must be at least 1.") int maxInputLength,
			@DefaultValue("10000") @Min(value = 1, message = "It must be at least 1.") int maxOutputLength,
			@DefaultValue("256KB") @AtLeast("2B") DataSize maxPayloadSize, @Nullable Set<String> redactKeys) {

		public Capture {
			redactKeys = (redactKeys != null) ? Set.copyOf(redactKeys) : null;
		}

	}

	/**
	 * How a request is retried. What fails for longer is kept and tried again with
	 * growing pauses, in single attempts, until there is an answer.
	 *
	 * @param maxRetries Most repetitions of one request. 0 makes a single attempt.
	 * @param initialDelay Pause before the first repetition.
	 * @param multiplier Factor by which each pause is longer than the one before, at
	 * least 1.
	 * @param maxDelay Longest pause between two attempts.
	 * @param onStatusCodes HTTP status codes on which a request is repeated: codes and
	 * ranges, separated by commas.
	 * @since 0.1.0
	 */
	public record Retry(@DefaultValue("3") @Min(value = 0, message = "It must be at least 0.") int maxRetries,
			@DefaultValue("1s") @AtLeast("1ms") Duration initialDelay,
			@DefaultValue("2") @DecimalMin(value = "1.0", message = "It must be at least 1.") double multiplier,
			@DefaultValue("60s") @AtLeast("1ms") Duration maxDelay, @DefaultValue( {
					"429", "500-599" }) List<String> onStatusCodes){

		public Retry {
			onStatusCodes = List.copyOf(onStatusCodes);
		}

	}

	/**
	 * Where spans wait to be sent.
	 *
	 * @param type Kind of queue.
	 * @param capacity Most actions that wait or are under way at a time: spans, and three
	 * per run.
	 * @param maxBytes Most bytes that what waits may keep in memory. Above 75 % of it,
	 * new spans go without their payloads, unless the overflow is to block.
	 * @param workers Number of lanes, from 1 to 6. Each has one request under way at a
	 * time, and two threads: one that plans and one that sends.
	 * @param overflow What happens to a new span while there is no room.
	 * @param blockTimeout Longest time that the caller waits for room where the overflow
	 * is to block.
	 * @since 0.1.0
	 */
	public record Queue(@DefaultValue("memory") QueueType type,
			@DefaultValue("100000") @Min(value = 1, message = "It must be at least 1.") @Max(
					value = QueueBounds.MAX_CAPACITY,
					message = "It must be at most " + QueueBounds.MAX_CAPACITY + ".") int capacity,
			@DefaultValue("64MB") @AtLeast("1B") @AtMost(QueueBounds.MAX_WEIGHT + "B") DataSize maxBytes,
			@DefaultValue("2") @Min(value = 1, message = "It must be from 1 to 6.") @Max(value = 6,
					message = "It must be from 1 to 6.") int workers,
			@DefaultValue("drop") QueueOverflow overflow,
			@DefaultValue("100ms") @AtLeast("0ms") Duration blockTimeout) {

	}

	/**
	 * Kinds of queue.
	 *
	 * @since 0.1.0
	 */
	public enum QueueType {

		/**
		 * In memory: what waits is lost with the process.
		 */
		MEMORY

	}

	/**
	 * What happens to a new span while there is no room in the queue. A new run is not
	 * recorded then, either way.
	 *
	 * @since 0.1.0
	 */
	public enum QueueOverflow {

		/**
		 * It goes without its payload above 75 % of the bytes, and is dropped and counted
		 * when the queue is full. The caller never waits.
		 */
		DROP,

		/**
		 * It keeps its payload, and the caller waits for room, at most for the block
		 * timeout. Threads that must not block never wait.
		 */
		BLOCK

	}

	/**
	 * How much is sent with one request.
	 *
	 * @param enabled Whether operations are sent in bulk, many with one request. If not,
	 * each has a request of its own.
	 * @param maxItems Most items of one bulk request, from 1 to 10000.
	 * @param maxBytes Largest content of a bulk request with several items, from 64KB to
	 * 15MB.
	 * @param linger Longest time that what is ready waits for others to go with, at most
	 * a minute. A run that has just opened is given up to a second to end first.
	 * @since 0.1.0
	 */
	public record Batch(@DefaultValue("true") boolean enabled,
			@DefaultValue("1000") @Min(value = 1, message = "It must be from 1 to 10000.") @Max(value = 10_000,
					message = "It must be from 1 to 10000.") int maxItems,
			@DefaultValue("4MB") @AtLeast("64KB") @AtMost("15MB") DataSize maxBytes,
			@DefaultValue("200ms") @AtLeast("0ms") @AtMost("1m") Duration linger) {

	}

	/**
	 * Platform that is embedded in the application, on the loopback interface only.
	 *
	 * @param enabled Whether runs go to an embedded platform instead of a server, without
	 * any token. A token or URL that is set wins.
	 * @param port Port that the embedded platform listens on. 0 takes any free one.
	 * @param printRuns Whether each finished run is logged as a tree.
	 * @since 0.1.0
	 */
	public record Local(@DefaultValue("false") boolean enabled,
			@DefaultValue("8787") @Min(value = 0, message = "It must be from 0 to 65535.") @Max(value = 65535,
					message = "It must be from 0 to 65535.") int port,
			@DefaultValue("true") boolean printRuns) {

	}

	/**
	 * Health that the application reports.
	 *
	 * @param downWhenSuspended Whether the application's health is DOWN while sending is
	 * suspended because the token is refused.
	 * @since 0.1.0
	 */
	public record Health(@DefaultValue("false") boolean downWhenSuspended) {

	}

}
