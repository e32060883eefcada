package ai.prefactor.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.prefactor.local.LocalPlatform;
import ai.prefactor.local.LocalPlatformSettings;

/**
 * A strict platform behind a door that does what a test tells it: passes requests on, or
 * answers with faults. Keeps every request that came.
 */
public final class ScriptedServer implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final LocalPlatform platform = new LocalPlatform(
			new LocalPlatformSettings(0, false, 100_000, 1024L * 1024 * 1024), InstantSource.system(), Random::new);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Collection<Request> requests = new ConcurrentLinkedQueue<>();

	private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private volatile Function<Request, @Nullable Fault> script = (request) -> null;

	private volatile @Nullable String token;

	private volatile @Nullable DisposableServer server;

	private volatile int port;

	public ScriptedServer() {
		this.platform.start();
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
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(this.port)
			.doOnConnection((connection) -> this.connections.add(connection.channel()))
			.handle(this::handle)
			.bindNow();
		this.port = this.server.port();
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
	 * The runs that the platform has, oldest first.
	 */
	public List<JsonNode> runs() {
		return list("/api/v1/agent_instance?");
	}

	/**
	 * The spans that the platform has of a run, in the order in which they came.
	 */
	public List<JsonNode> spans(String runId) {
		return list("/api/v1/agent_spans?agent_instance_id=" + runId);
	}

	/**
	 * Ends a run as people do.
	 */
	public void terminate(String runId, String reason) {
		String body = JSON.createObjectNode()
			.put("reason", reason)
			.put("idempotency_key", "terminate-" + runId)
			.toString();
		forward("POST", "/api/v1/agent_instance/" + runId + "/terminate", body);
	}

	@Override
	public void close() {
		down();
		this.platform.stop();
	}

	private List<JsonNode> list(String path) {
		List<JsonNode> records = new ArrayList<>();
		JsonNode next = JSON.getNodeFactory().numberNode(0);
		while (next.isNumber()) {
			String page = path + "&pagination%5Bpage_size%5D=1000&pagination%5Boffset%5D=" + next.intValue()
					+ "&sorting%5Bfield%5D=inserted_at&sorting%5Bdirection%5D=asc";
			JsonNode answer = JSON.readTree(forward("GET", page, "").body());
			answer.path("summaries").forEach(records::add);
			next = answer.path("pagination").path("next_page_offset");
		}
		return records;
	}

	private Mono<Void> handle(HttpServerRequest incoming, HttpServerResponse outgoing) {
		return incoming.receive().aggregate().asString(StandardCharsets.UTF_8).defaultIfEmpty("").flatMap((body) -> {
			Request request = new Request(incoming.method().name(), incoming.uri(),
					incoming.requestHeaders().get("Authorization"), body);
			this.requests.add(request);
			Fault fault = faultOf(request);
			return (fault != null) ? fail(fault, request, outgoing) : pass(request, outgoing);
		});
	}

	private @Nullable Fault faultOf(Request request) {
		Fault fault = this.script.apply(request);
		String token = this.token;
		boolean refused = token != null && !("Bearer " + token).equals(request.authorization());
		return (fault == null && refused) ? Fault.status(401, "unauthorized") : fault;
	}

	private Mono<Void> fail(Fault fault, Request request, HttpServerResponse outgoing) {
		return switch (fault.kind()) {
			case ANSWER -> {
				fault.headers().forEach(outgoing::header);
				yield outgoing.status(fault.status()).sendString(Mono.justOrEmpty(fault.body())).then();
			}
			case DROP_BEFORE -> drop(outgoing);
			case DROP_AFTER -> passOn(request).then(drop(outgoing));
			case HANG -> Mono.never();
			case HANG_AFTER -> passOn(request).then(Mono.never());
		};
	}

	private Mono<Void> pass(Request request, HttpServerResponse outgoing) {
		return passOn(request).flatMap((answer) -> outgoing.status(answer.statusCode())
			.header("Content-Type", answer.headers().firstValue("Content-Type").orElse("application/json"))
			.sendString(Mono.just(answer.body()))
			.then());
	}

	// It never completes: that would be an answer
	private static Mono<Void> drop(HttpServerResponse outgoing) {
		return Mono.<Void>never().doOnSubscribe((subscription) -> outgoing.withConnection(Connection::dispose));
	}

	private Mono<HttpResponse<String>> passOn(Request request) {
		return Mono.fromFuture(() -> this.client.sendAsync(build(request.method(), request.path(), request.body()),
				HttpResponse.BodyHandlers.ofString()));
	}

	private HttpResponse<String> forward(String method, String path, String body) {
		return this.client.sendAsync(build(method, path, body), HttpResponse.BodyHandlers.ofString()).join();
	}

	private HttpRequest build(String method, String path, String body) {
		HttpRequest.BodyPublisher publisher = body.isEmpty() ? HttpRequest.BodyPublishers.noBody()
				: HttpRequest.BodyPublishers.ofString(body);
		return HttpRequest.newBuilder(this.platform.url().resolve(path))
			.header("Content-Type", "application/json")
			.method(method, publisher)
			.build();
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

		public JsonNode json() {
			return JSON.readTree(this.body);
		}

		public String idempotencyKey() {
			return json().path("idempotency_key").stringValue("");
		}

	}

}
