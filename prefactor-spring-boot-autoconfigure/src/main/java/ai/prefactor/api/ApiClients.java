package ai.prefactor.api;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import ai.prefactor.http.Backoff;
import ai.prefactor.http.PrefactorHttpClient;
import ai.prefactor.http.RetrySettings;
import ai.prefactor.http.Sleeper;

/**
 * The clients of all endpoints, over one HTTP client and under one retry policy.
 *
 * @param instances runs
 * @param spans their steps
 * @param bulk both, many at once
 * @param ping whether anybody is there
 * @since 0.1.0
 */
public record ApiClients(AgentInstanceClient instances, AgentSpanClient spans, BulkClient bulk, PingClient ping) {

	/**
	 * Makes the clients.
	 * @param http sends single attempts; stays the caller's to close
	 * @param settings when and how often a request repeats them
	 * @param sleeper waits between two attempts
	 * @param random tells, for the calling thread, where the jitter comes from
	 * @param singleAttempt asked when a request starts, and time and again before it is
	 * repeated: {@code true} if it is to be tried only once
	 * @return the clients
	 */
	public static ApiClients create(PrefactorHttpClient http, RetrySettings settings, Sleeper sleeper,
			Supplier<? extends RandomGenerator> random, BooleanSupplier singleAttempt) {
		Backoff backoff = new Backoff(settings.initialDelay(), settings.multiplier(), settings.maxDelay(), random);
		RetryAdvice advice = new RetryAdvice(new RetryBudget(settings, singleAttempt),
				new RetryPause(backoff, sleeper, http, singleAttempt));
		return new ApiClients(advice.apply(AgentInstanceClient.class, new HttpAgentInstanceClient(http)),
				advice.apply(AgentSpanClient.class, new HttpAgentSpanClient(http)),
				advice.apply(BulkClient.class, new HttpBulkClient(http)),
				advice.apply(PingClient.class, new HttpPingClient(http)));
	}

	/**
	 * Sends a request to its own endpoint.
	 * @param request what to send
	 * @return the answer
	 * @throws ai.prefactor.http.PrefactorHttpException if there is no answer, or it is
	 * not a success
	 */
	public Acknowledgement send(EncodedRequest request) {
		String targetId = Objects.requireNonNullElse(request.targetId(), "");
		return switch (request.operation()) {
			case REGISTER -> this.instances.register(request.body());
			case START -> this.instances.start(targetId, request.body());
			case FINISH -> this.instances.finish(targetId, request.body());
			case CREATE_SPAN -> this.spans.create(request.body());
			case FINISH_SPAN -> this.spans.finish(targetId, request.body());
		};
	}

}
