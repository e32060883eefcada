package ai.prefactor.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

import org.springframework.http.HttpMethod;

import ai.prefactor.http.RequestListener.Outcome;

/**
 * Sends one request to Prefactor and waits for its answer: one attempt per call, no
 * retries, no redirects. Every attempt passes the {@link AttemptGate}. The calling thread
 * waits; an interrupt ends the wait and the exchange, with the flag set again. Safe for
 * use by many threads; whoever builds it closes it.
 *
 * @since 0.1.0
 */
public final class PrefactorHttpClient implements AutoCloseable {

	/**
	 * The largest answer that is read: 16 MB.
	 */
	public static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

	private static final StatusCodes GATE_CLOSING = StatusCodes.of("429,500-599");

	private final ApiConnection connection;

	private final HttpExchange exchange;

	private final AnswerReader answers;

	private final AttemptGate gate;

	private final RequestListener listener;

	private final LongSupplier ticker;

	private PrefactorHttpClient(Builder builder) {
		this.connection = builder.settings.connection();
		this.exchange = new HttpExchange(builder.settings, builder.sslContext, builder.loopResources);
		this.answers = new AnswerReader(new JsonCodec(), builder.clock);
		this.gate = builder.gate;
		this.listener = new GuardedRequestListener(builder.listener);
		this.ticker = builder.ticker;
	}

	/**
	 * Starts to build a client.
	 * @param settings where to and how
	 * @return the builder
	 */
	public static Builder builder(HttpSettings settings) {
		return new Builder(settings);
	}

	/**
	 * Sends a GET.
	 * @param <T> what the answer is read as
	 * @param operation what is asked for, one of few, for the listener and for messages
	 * @param path the path, encoded, from its first slash
	 * @param reader reads the success; may throw {@link ApiAnswer#violation}
	 * @return what the reader read
	 * @throws PrefactorHttpException if there is no answer, or it is not a success
	 */
	public <T> T get(String operation, String path, Function<ApiAnswer, T> reader) {
		return attempt(operation, HttpMethod.GET, path, null, null, tree(operation, reader));
	}

	/**
	 * Sends a GET that is soon of no use.
	 * @param <T> what the answer is read as
	 * @param operation what is asked for, one of few, for the listener and for messages
	 * @param path the path, encoded, from its first slash
	 * @param longest how long it may take at most, if that is less than any request may
	 * @param reader reads the success; may throw {@link ApiAnswer#violation}
	 * @return what the reader read
	 * @throws PrefactorHttpException if there is no answer, or it is not a success
	 */
	public <T> T get(String operation, String path, Duration longest, Function<ApiAnswer, T> reader) {
		return attempt(operation, HttpMethod.GET, path, null, longest, tree(operation, reader));
	}

	/**
	 * Sends a POST.
	 * @param <T> what the answer is read as
	 * @param operation what is asked for, one of few, for the listener and for messages
	 * @param path the path, encoded, from its first slash
	 * @param body the body, sent as it is
	 * @param reader reads the success; may throw {@link ApiAnswer#violation}
	 * @return what the reader read
	 * @throws PrefactorHttpException if there is no answer, or it is not a success
	 */
	public <T> T post(String operation, String path, EncodedBody<?> body, Function<ApiAnswer, T> reader) {
		return attempt(operation, HttpMethod.POST, path, body, null, tree(operation, reader));
	}

	/**
	 * Sends a POST whose answer may be large: one property of it is read, the rest is
	 * passed over.
	 * @param <T> what the answer is read as
	 * @param operation what is asked for, one of few, for the listener and for messages
	 * @param path the path, encoded, from its first slash
	 * @param body the body, sent as it is
	 * @param property the name of the property
	 * @param reader reads the property
	 * @return what the reader read
	 * @throws PrefactorHttpException if there is no answer, or it is not a success that
	 * has the property
	 */
	public <T> T post(String operation, String path, EncodedBody<?> body, String property, PropertyReader<T> reader) {
		return attempt(operation, HttpMethod.POST, path, body, null,
				(raw, redaction) -> this.answers.read(operation, raw, redaction, property, reader));
	}

	private <T> BiFunction<RawAnswer, Redaction, T> tree(String operation, Function<ApiAnswer, T> reader) {
		return (raw, redaction) -> reader.apply(this.answers.read(operation, raw, redaction));
	}

	/**
	 * Tells the listener that an attempt is about to be repeated.
	 * @param failure how the attempt failed
	 */
	public void reportRetry(PrefactorHttpException failure) {
		this.listener.retried(failure.operation(), failure.reason());
	}

	/**
	 * Closes the connections. Exchanges that are under way fail, and so do later ones.
	 */
	@Override
	public void close() {
		this.exchange.close();
	}

	private <T> T attempt(String operation, HttpMethod method, String path, @Nullable EncodedBody<?> body,
			@Nullable Duration longest, BiFunction<RawAnswer, Redaction, T> reader) {
		passGate(operation);
		long start = this.ticker.getAsLong();
		try {
			OutgoingRequest request = OutgoingRequest.prepare(this.connection, operation, method, path, body);
			RawAnswer raw = (longest != null) ? this.exchange.send(request, longest) : this.exchange.send(request);
			T result = reader.apply(raw, new Redaction(request.token()));
			report(operation, Outcome.SUCCESS, raw.status(), start);
			return result;
		}
		catch (PrefactorHttpException ex) {
			Duration retryAfter = ex.retryAfter();
			if (retryAfter != null && GATE_CLOSING.contains(ex.status())) {
				this.gate.closeFor(retryAfter);
			}
			report(operation, ex.outcome(), ex.status(), start);
			throw ex;
		}
	}

	private void passGate(String operation) {
		try {
			this.gate.pass();
		}
		catch (InterruptedException ex) {
			throw PrefactorConnectionException.interrupted(operation,
					"waiting as long as the server asked everybody to", false);
		}
	}

	private void report(String operation, Outcome outcome, int status, long start) {
		this.listener.requested(operation, outcome, status, Duration.ofNanos(this.ticker.getAsLong() - start));
	}

	/**
	 * Builds a {@link PrefactorHttpClient}. What is not set runs on the system's time and
	 * on Reactor Netty's shared threads. Not for use by several threads.
	 *
	 * @since 0.1.0
	 */
	public static final class Builder {

		private final HttpSettings settings;

		private @Nullable SslContext sslContext;

		private @Nullable LoopResources loopResources;

		private AttemptGate gate = AttemptGate.system();

		private RequestListener listener = RequestListener.NONE;

		private InstantSource clock = InstantSource.system();

		private LongSupplier ticker = System::nanoTime;

		private Builder(HttpSettings settings) {
			this.settings = settings;
		}

		/**
		 * Trust and keys for TLS.
		 * @param sslContext the context, or {@code null} for the JDK's
		 * @return this
		 */
		public Builder sslContext(@Nullable SslContext sslContext) {
			this.sslContext = sslContext;
			return this;
		}

		/**
		 * The event loops to run on, shared with others and closed by them.
		 * @param loopResources the loops, or {@code null} for Reactor Netty's own
		 * @return this
		 */
		public Builder loopResources(@Nullable LoopResources loopResources) {
			this.loopResources = loopResources;
			return this;
		}

		/**
		 * The gate that every attempt passes.
		 * @param gate a gate, shared by all who speak to the same server
		 * @return this
		 */
		public Builder gate(AttemptGate gate) {
			this.gate = gate;
			return this;
		}

		/**
		 * Who is told of every attempt.
		 * @param listener the listener
		 * @return this
		 */
		public Builder listener(RequestListener listener) {
			this.listener = listener;
			return this;
		}

		/**
		 * The clocks.
		 * @param clock tells how far away a date is
		 * @param ticker a monotonic clock, in nanoseconds, for durations
		 * @return this
		 */
		public Builder clock(InstantSource clock, LongSupplier ticker) {
			this.clock = clock;
			this.ticker = ticker;
			return this;
		}

		/**
		 * Builds the client.
		 * @return the client, to be closed
		 */
		public PrefactorHttpClient build() {
			return new PrefactorHttpClient(this);
		}

	}

}
