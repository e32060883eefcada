package ai.prefactor.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mockserver.configuration.Configuration;
import org.mockserver.integration.ClientAndServer;
import org.mockserver.matchers.Times;
import org.mockserver.model.HttpError;
import org.mockserver.model.HttpRequest;
import org.mockserver.model.HttpResponse;
import org.mockserver.model.MediaType;
import org.slf4j.event.Level;

/**
 * A MockServer that plays Prefactor. What is told to answer is answered in that order. As
 * an extension of a test class it begins anew with each test.
 */
public final class ApiServer implements AutoCloseable, BeforeEachCallback, AfterAllCallback {

	public static final String TOKEN = "pf_secret_token_1";

	private final ClientAndServer server = ClientAndServer
		.startClientAndServer(Configuration.configuration().logLevel(Level.WARN));

	public URI url() {
		return URI.create("http://localhost:" + this.server.getPort());
	}

	public int port() {
		return this.server.getPort();
	}

	public ApiServer answer(HttpResponse response) {
		this.server.when(HttpRequest.request(), Times.once()).respond(response);
		return this;
	}

	public ApiServer answer(int status, String json) {
		return answer(json(status, json));
	}

	public ApiServer drop() {
		this.server.when(HttpRequest.request(), Times.once()).error(HttpError.error().withDropConnection(true));
		return this;
	}

	public ApiServer hang() {
		return answer(json(200, "{\"status\":\"success\"}").withDelay(TimeUnit.MINUTES, 1));
	}

	public List<HttpRequest> requests() {
		return List.of(this.server.retrieveRecordedRequests(null));
	}

	/**
	 * The bodies of all requests, as they came.
	 */
	public List<String> bodies() {
		return requests().stream()
			.map((request) -> new String(request.getBodyAsRawBytes(), StandardCharsets.UTF_8))
			.toList();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.server.reset();
	}

	public HttpSettings settings(Duration requestTimeout) {
		return new HttpSettings(connection(url(), TOKEN), Duration.ofSeconds(5), requestTimeout, "test@1.0");
	}

	public PrefactorHttpClient.Builder client() {
		return PrefactorHttpClient.builder(settings(Duration.ofSeconds(30)));
	}

	@Override
	public void afterAll(ExtensionContext context) {
		close();
	}

	@Override
	public void close() {
		this.server.stop();
	}

	public static ApiConnection connection(URI url, @Nullable String token) {
		return new ApiConnection() {

			@Override
			public URI url() {
				return url;
			}

			@Override
			public @Nullable String token() {
				return token;
			}

		};
	}

	public static HttpResponse json(int status, String json) {
		return HttpResponse.response(json).withStatusCode(status).withContentType(MediaType.APPLICATION_JSON);
	}

	public static HttpResponse html(int status) {
		return HttpResponse.response("<html><body>Gateway</body></html>")
			.withStatusCode(status)
			.withContentType(MediaType.HTML_UTF_8);
	}

}
