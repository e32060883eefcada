package ai.prefactor.local;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes an HTTP request in, has it answered, and writes the answer. Safe for use by many
 * threads.
 */
final class RequestHandler implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

	private static final Logger logger = LoggerFactory.getLogger(RequestHandler.class);

	private static final String JSON = "application/json";

	private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

	private final Router router;

	RequestHandler(Router router) {
		this.router = router;
	}

	@Override
	public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
		return request.receive()
			.asByteArray()
			.collect(BodyCollector::new, BodyCollector::add)
			.map((body) -> answer(request, body))
			.flatMap((answer) -> write(response, answer));
	}

	private Answer answer(HttpServerRequest request, BodyCollector body) {
		try {
			checkHost(request.requestHeaders().get(HttpHeaderNames.HOST));
			Location location = location(request.uri());
			String method = request.method().name();
			Router.Match match = this.router.match(method, location.path());
			ObjectNode json = method.equals("POST") ? json(request, body) : JsonFormat.object();
			return new Answer(200, match.endpoint().answer(new Router.Call(match.id(), location.parameters(), json)));
		}
		catch (ApiError ex) {
			return new Answer(ex.status(), ex.toJson());
		}
		catch (RuntimeException ex) {
			logger.warn("The embedded platform could not answer a request", ex);
			return new Answer(500, ApiError.of(500, "internal_error", "This should not have happened.").toJson());
		}
	}

	private static Location location(String uri) {
		try {
			QueryStringDecoder decoder = new QueryStringDecoder(uri);
			return new Location(decoder.path(), decoder.parameters());
		}
		catch (IllegalArgumentException ex) {
			throw ApiError.badRequest("The path or the query cannot be read: " + ex.getMessage());
		}
	}

	private static ObjectNode json(HttpServerRequest request, BodyCollector body) {
		String type = request.requestHeaders().get(HttpHeaderNames.CONTENT_TYPE, "");
		if (!type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT).equals(JSON)) {
			throw ApiError.of(415, "unsupported_media_type", "The body must be " + JSON + ".");
		}
		return JsonFormat.parse(body.toByteArray());
	}

	// Reads need no token, so a page in a browser must not get here through a name of its
	// own that it lets point to loopback
	private static void checkHost(@Nullable String host) {
		String name = (host != null) ? host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT) : "";
		if (!LOOPBACK.contains(name)) {
			throw ApiError.of(403, "forbidden", "The embedded platform answers on loopback only.");
		}
	}

	private static Mono<Void> write(HttpServerResponse response, Answer answer) {
		byte[] bytes = answer.json().getBytes(StandardCharsets.UTF_8);
		return response.status(answer.status())
			.header(HttpHeaderNames.CONTENT_TYPE, JSON)
			.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length))
			.sendByteArray(Mono.just(bytes))
			.then();
	}

	private record Location(String path, Map<String, List<String>> parameters) {
	}

	private record Answer(int status, String json) {
	}

}
