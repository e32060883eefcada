package ai.prefactor.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import ai.prefactor.http.ApiServer;
import ai.prefactor.http.AttemptGate;
import ai.prefactor.http.EncodedBody;
import ai.prefactor.http.ManualTime;
import ai.prefactor.http.PrefactorHttpClient;
import ai.prefactor.http.RecordingRequestListener;
import ai.prefactor.http.RetrySettings;
import ai.prefactor.http.StatusCodes;

/**
 * Clients of a server whose retries take no time. The jitter takes half of each step.
 */
final class ClientsFixture implements AutoCloseable {

	static final String SUCCESS = "{\"status\":\"success\",\"details\":{\"id\":\"i1\"}}";

	static final String ERROR = "{\"status\":\"error\",\"code\":\"trouble\",\"message\":\"Trouble\"}";

	static final RetrySettings RETRIES = new RetrySettings(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(60),
			StatusCodes.of("429,500-599"));

	final ManualTime time = new ManualTime();

	final RecordingRequestListener listener = new RecordingRequestListener();

	final PrefactorHttpClient http;

	final ApiClients clients;

	private ClientsFixture(PrefactorHttpClient.Builder builder, RetrySettings retries, BooleanSupplier singleAttempt) {
		this.http = builder.listener(this.listener)
			.clock(this.time, this.time::nanos)
			.gate(new AttemptGate(this.time::nanos, this.time))
			.build();
		this.clients = ApiClients.create(this.http, retries, this.time, () -> () -> 0L, singleAttempt);
	}

	static ClientsFixture of(ApiServer server) {
		return of(server, RETRIES, () -> false);
	}

	static ClientsFixture of(ApiServer server, RetrySettings retries, BooleanSupplier singleAttempt) {
		return new ClientsFixture(server.client(), retries, singleAttempt);
	}

	static ClientsFixture of(PrefactorHttpClient.Builder client) {
		return new ClientsFixture(client, RETRIES, () -> false);
	}

	static <T> EncodedBody<T> body(String key) {
		return EncodedBody.of(("{\"idempotency_key\":\"" + key + "\"}").getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		this.http.close();
	}

}
