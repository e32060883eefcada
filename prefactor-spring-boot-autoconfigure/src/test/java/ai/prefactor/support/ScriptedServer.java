package ai.prefactor.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/**
 * A strict platform behind a door that does what a test tells it: passes requests on, or
 * answers with faults. Keeps every request that came.
 */
public final class ScriptedServer implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Duration SOON = Duration.ofSeconds(30);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Collection<Request> requests = new ConcurrentLinkedQueue<>();

	private volatile ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

	private final WireLog log = new WireLog();

	private final AtomicInteger underWay = new AtomicInteger();

	private volatile PlatformAccess platform = new PlatformAccess(this.client);

	private volatile boolean assigningIds;

	private volatile Function<Request, @Nullable Fault> script = (request) -> null;

	private volatile @Nullable String token;

	private volatile @Nullable DisposableServer server;

	private volatile int port;

	public ScriptedServer() {
		up();
	}

	/**
	 * Says what happens to each request from now on.
	 * @param script tells the fault, or {@code null} to pass the request on
	 */
	public void script(Function<Request, @Nullable Fault> script) {
		this.script = script;
	}

	/**
	 * Answers the next requests of a path with faults, one each, and passes the others
	 * on.
	 * @param pathEnd what the path ends with
	 * @param faults the faults
	 */
	public void failNext(String pathEnd, Fault... faults) {
		Queue<Fault> left = new ArrayDeque<>(List.of(faults));
		this.script = (request) -> {
			synchronized (left) {
				return request.path().endsWith(pathEnd) ? left.poll() : null;
			}
		};
	}

	/**
	 * Refuses, from now on, whoever comes with another token, whatever is asked for.
	 * @param token the right token, or {@code null} if any will do
	 */
	public void requireToken(@Nullable String token) {
		this.token = token;
	}

	/**
	 * Gives every run and span an id of its own from now on, whatever id was asked for.
	 */
	public void assignIds() {
		this.assigningIds = true;
	}

	/**
	 * Forgets all that came, and what is still on its way. To be called when nobody waits
	 * for an answer.
	 */
	public void forget() {
		down();
		this.platform.stop();
		await().until(this::isQuiet);
		this.requests.clear();
		this.log.clear();
		this.platform = new PlatformAccess(this.client);
		up();
	}

	/**
	 * Whether no request is under way here, whoever may wait for an answer. One that
	 * hangs is until its connection ends.
	 */
	public boolean isQuiet() {
		return this.underWay.get() == 0;
	}

	/**
	 * Nobody listens any more, and who was connected no longer is.
	 */
	public void down() {
		DisposableServer server = this.server;
		if (server != null) {
			this.server = null;
			server.disposeNow(Duration.ofSeconds(5));
			this.connections.close().awaitUninterruptibly();
		}
	}

	/**
	 * Listens, on the same port as before.
	 */
	public void up() {
		// Stays closed: who is let in while the server goes down is closed, too
		ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
		this.connections = connections;
		HttpServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(this.port)
			.doOnConnection((connection) -> connections.add(connection.channel()))
			.handle(this::handle);
		// Meanwhile a client somewhere may have been given the port
		DisposableServer bound = await().pollDelay(Duration.ZERO)
			.atMost(SOON)
			.ignoreExceptionsInstanceOf(ChannelBindException.class)
			.until(server::bindNow, Objects::nonNull);
		this.server = bound;
		this.port = bound.port();
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.port);
	}

	/**
	 * Every request that came, those that failed included.
	 */
	public List<Request> requests() {
		return List.copyOf(this.requests);
	}

	/**
	 * The requests to paths with this end.
	 */
	public List<Request> requests(String pathEnd) {
		return this.requests.stream().filter((request) -> request.path().endsWith(pathEnd)).toList();
	}

	/**
	 * What came under which key, and what the platform did.
	 */
	public WireLog log() {
		return this.log;
	}

	/**
	 * The runs that the platform has, oldest first.
	 */
	public List<JsonNode> runs() {
		return this.platform.list("/api/v1/agent_instance?");
	}

	/**
	 * The spans that the platform has of a run, in the order in which they came.
	 */
	public List<JsonNode> spans(String runId) {
		return this.platform.list("/api/v1/agent_spans?agent_instance_id=" + runId);
	}

	/**
	 * Ends a run as people do.
	 */
	public void terminate(String runId, String reason) {
		String body = JSON.createObjectNode()
			.put("reason", reason)
			.put("idempotency_key", "terminate-" + runId)
			.toString();
		this.platform.send(new Request("POST", "/api/v1/agent_instance/" + runId + "/terminate", null, body)).join();
	}

	@Override
	public void close() {
		down();
		this.platform.stop();
	}

	private Mono<Void> handle(HttpServerRequest incoming, HttpServerResponse outgoing) {
		PlatformAccess platform = this.platform;
		Runnable end = begin();
		incoming.withConnection((connection) -> connection.onDispose(end::run));
		return incoming.receive().aggregate().asString(StandardCharsets.UTF_8).defaultIfEmpty("").flatMap((body) -> {
			Request request = new Request(incoming.method().name(), incoming.uri(),
					incoming.requestHeaders().get("Authorization"), body);
			this.requests.add(request);
			this.log.came(request);
			Passage passage = new Passage(request, outgoing, (passedOn) -> passOn(passedOn, platform));
			Fault fault = faultOf(request);
			return (fault != null) ? fault.happen(passage) : passage.passOn().flatMap(passage::answer);
		}).doFinally((signal) -> end.run());
	}

	/**
	 * Something is under way.
	 * @return ends it, once
	 */
	private Runnable begin() {
		this.underWay.incrementAndGet();
		AtomicBoolean ended = new AtomicBoolean();
		return () -> {
			if (ended.compareAndSet(false, true)) {
				this.underWay.decrementAndGet();
			}
		};
	}

	private @Nullable Fault faultOf(Request request) {
		String token = this.token;
		boolean refused = token != null && !("Bearer " + token).equals(request.authorization());
		return refused ? Fault.status(401, "unauthorized") : this.script.apply(request);
	}

	// It is carried out, and noted, even if the client does not wait for it
	private Mono<Answer> passOn(Request request, PlatformAccess platform) {
		return Mono.defer(() -> {
			Runnable end = begin();
			CompletableFuture<Answer> answer = platform
				.send(this.assigningIds ? request.withBody(AssignedIds.withoutIds(request)) : request)
				.whenComplete((done, ex) -> {
					if (done != null) {
						this.log.answered(request, done);
					}
					end.run();
				});
			return Mono.fromFuture(answer, true);
		});
	}

	/**
	 * A request that came.
	 *
	 * @param method its method
	 * @param path its path
	 * @param authorization its Authorization header
	 * @param body its body
	 */
	public record Request(String method, String path, @Nullable String authorization, String body) {

		public boolean isBulk() {
			return this.path.endsWith("/bulk");
		}

		public JsonNode json() {
			return JSON.readTree(this.body);
		}

		public String idempotencyKey() {
			return json().path("idempotency_key").stringValue("");
		}

		Request withBody(String body) {
			return new Request(this.method, this.path, this.authorization, body);
		}

	}

}
