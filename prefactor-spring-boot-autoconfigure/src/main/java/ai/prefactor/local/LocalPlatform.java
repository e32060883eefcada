package ai.prefactor.local;

import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * Prefactor's API in this process: what a client sends is checked as the service checks
 * it, kept in bounded memory, and can be read back. It listens on loopback only, needs no
 * token, and holds no thread that keeps the JVM alive. What it has kept survives a stop
 * and a new start. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class LocalPlatform {

	private static final Logger logger = LoggerFactory.getLogger(LocalPlatform.class);

	private static final String HOST = "127.0.0.1";

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final LocalPlatformSettings settings;

	private final RequestHandler handler;

	private @Nullable DisposableServer server;

	private @Nullable LoopResources loops;

	private int boundPort;

	/**
	 * Creates a platform that does not listen yet.
	 * @param settings port, printing and bounds
	 * @param clock tells the time of whatever a client sends no time for
	 * @param random tells, for the calling thread, where the random bits of ids come from
	 */
	public LocalPlatform(LocalPlatformSettings settings, InstantSource clock,
			Supplier<? extends RandomGenerator> random) {
		this.settings = settings;
		this.handler = new RequestHandler(Router.of(settings, clock, random));
	}

	/**
	 * Starts to listen; returns once requests are taken. Does nothing if it listens
	 * already.
	 * @throws LocalPortInUseException if the port cannot be had
	 */
	public synchronized void start() {
		if (this.server != null) {
			return;
		}
		LoopResources resources = LoopResources.create("prefactor-local", 1, 2, true);
		try {
			this.server = HttpServer.create()
				.host(HOST)
				.port(this.settings.port())
				.runOn(resources, false)
				.handle(this.handler)
				.bindNow(PATIENCE);
			this.loops = resources;
			this.boundPort = this.server.port();
			logger.info("Prefactor's embedded platform listens on {}", url());
		}
		catch (ChannelBindException ex) {
			if (ex.getCause() instanceof BindException) {
				throw new LocalPortInUseException(this.settings.port(), ex);
			}
			throw ex;
		}
		finally {
			if (this.server == null) {
				dispose(resources);
			}
		}
	}

	/**
	 * Stops listening and closes what is still connected. Does nothing if it does not
	 * listen.
	 */
	public synchronized void stop() {
		if (this.server == null || this.loops == null) {
			return;
		}
		this.server.disposeNow(PATIENCE);
		dispose(this.loops);
		this.server = null;
		this.loops = null;
	}

	/**
	 * Whether it listens.
	 * @return {@code true} between a start and a stop
	 */
	public synchronized boolean isRunning() {
		return this.server != null;
	}

	/**
	 * The port that it listens on, or after a stop the one that it listened on last.
	 * @return the port, 1 to 65535
	 * @throws IllegalStateException if it was never started
	 */
	public synchronized int port() {
		if (this.boundPort == 0) {
			throw new IllegalStateException("The embedded platform was not started.");
		}
		return this.boundPort;
	}

	/**
	 * The base URL of its API.
	 * @return the URL, without a path
	 * @throws IllegalStateException if it was never started
	 */
	public URI url() {
		return URI.create("http://" + HOST + ":" + port());
	}

	private static void dispose(LoopResources resources) {
		resources.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
	}

}
