package ai.prefactor.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Bytes out, bytes in: a WebClient of our own on connections of our own.
 */
final class HttpExchange {

	private static final String SDK_HEADER = "X-Prefactor-SDK";

	// The service answers best with at most about six requests at a time
	private static final int MAX_CONNECTIONS = 6;

	// Below the idle time-outs of common load balancers, so that we close first
	private static final Duration MAX_IDLE = Duration.ofSeconds(30);

	// Follows changes of the address behind the name
	private static final Duration MAX_LIFE = Duration.ofMinutes(5);

	private static final int UNLIMITED = -1;

	private final ConnectionProvider connections;

	private final WebClient webClient;

	private final Duration timeout;

	private final Map<Thread, CompletableFuture<RawAnswer>> underWay = new ConcurrentHashMap<>();

	private volatile boolean closed;

	HttpExchange(HttpSettings settings, @Nullable SslContext sslContext, @Nullable LoopResources loopResources) {
		this(settings, sslContext, loopResources, UnaryOperator.identity(), MAX_LIFE);
	}

	/**
	 * An exchange.
	 * @param customizer has the last word on the client
	 * @param maxLife how long a connection is used
	 */
	HttpExchange(HttpSettings settings, @Nullable SslContext sslContext, @Nullable LoopResources loopResources,
			UnaryOperator<HttpClient> customizer, Duration maxLife) {
		this.timeout = settings.requestTimeout();
		this.connections = ConnectionProvider.builder("prefactor")
			.maxConnections(MAX_CONNECTIONS)
			.pendingAcquireMaxCount(UNLIMITED)
			.maxIdleTime(MAX_IDLE)
			.maxLifeTime(maxLife)
			.build();
		HttpClient httpClient = customizer.apply(httpClient(settings.connectTimeout(), sslContext, loopResources));
		this.webClient = WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(httpClient))
			.defaultHeader(SDK_HEADER, settings.sdkHeader())
			.defaultHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE)
			.defaultHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
			.build();
	}

	private HttpClient httpClient(Duration connectTimeout, @Nullable SslContext sslContext,
			@Nullable LoopResources loopResources) {
		// Retries have their owners, so the connection's own are off
		HttpClient client = HttpClient.create(this.connections)
			.disableRetry(true)
			.followRedirect(false)
			.proxyWithSystemProperties()
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(connectTimeout));
		if (loopResources != null) {
			client = client.runOn(loopResources);
		}
		if (sslContext != null) {
			client = client.secure((spec) -> spec.sslContext(sslContext).handshakeTimeout(connectTimeout));
		}
		return client;
	}

	/**
	 * Never 0, which would stand for no time-out.
	 */
	private static int millis(Duration duration) {
		return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
	}

	/**
	 * Sends a request and waits for the whole answer.
	 * @param request what to send
	 * @return the answer, whatever its status
	 * @throws PrefactorConnectionException if there is none
	 */
	RawAnswer send(OutgoingRequest request) {
		return send(request, this.timeout);
	}

	/**
	 * Sends a request and waits for the whole answer.
	 * @param request what to send
	 * @param longest how long it may take at most, if that is less than any request may
	 * @return the answer, whatever its status
	 * @throws PrefactorConnectionException if there is none
	 */
	RawAnswer send(OutgoingRequest request, Duration longest) {
		Duration timeout = (longest.compareTo(this.timeout) < 0) ? longest : this.timeout;
		if (this.closed) {
			throw ConnectionFailures.closed(request, false);
		}
		if (Thread.currentThread().isInterrupted()) {
			throw PrefactorConnectionException.interrupted(request.operation(), "about to send", false);
		}
		CompletableFuture<RawAnswer> answer = exchange(request).toFuture();
		this.underWay.put(Thread.currentThread(), answer);
		try {
			if (this.closed) {
				answer.cancel(true);
			}
			return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			throw PrefactorConnectionException.interrupted(request.operation(), "waiting for the answer", true);
		}
		catch (TimeoutException ex) {
			throw ConnectionFailures.timeout(request, timeout);
		}
		catch (CancellationException ex) {
			throw ConnectionFailures.closed(request, true);
		}
		catch (ExecutionException ex) {
			throw ConnectionFailures.of(request, ex.getCause());
		}
		finally {
			this.underWay.remove(Thread.currentThread());
			// Ends the exchange if it is not over
			answer.cancel(true);
		}
	}

	private Mono<RawAnswer> exchange(OutgoingRequest request) {
		WebClient.RequestBodySpec spec = this.webClient.method(request.method()).uri(request.url());
		String token = request.token();
		if (token != null) {
			spec.headers((headers) -> headers.setBearerAuth(token));
		}
		EncodedBody<?> body = request.body();
		return ((body != null) ? spec.body(new BodyWriter(body)) : spec).exchangeToMono(HttpExchange::read);
	}

	/**
	 * Takes the bytes as they are: whatever the content type says, a codec for it would
	 * have its own idea of what is wrong with it.
	 */
	private static Mono<RawAnswer> read(ClientResponse response) {
		HttpHeaders headers = response.headers().asHttpHeaders();
		RawAnswer tooLarge = new RawAnswer(response.statusCode().value(), headers.getFirst(HttpHeaders.CONTENT_TYPE),
				headers.getFirst(HttpHeaders.RETRY_AFTER), null);
		return DataBufferUtils.join(response.body(BodyExtractors.toDataBuffers()), PrefactorHttpClient.MAX_ANSWER_BYTES)
			.map(HttpExchange::bytes)
			.defaultIfEmpty(new byte[0])
			.map(tooLarge::withBody)
			.onErrorReturn(DataBufferLimitException.class, tooLarge);
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	void close() {
		this.closed = true;
		// Disposing closes idle connections only
		this.underWay.values().forEach((answer) -> answer.cancel(true));
		this.connections.dispose();
	}

}
