package ai.prefactor.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestHandlerTests {

	@RegisterExtension
	private final TestPlatform platform = new TestPlatform();

	@ParameterizedTest
	@ValueSource(strings = { "pin", "ping/", "agent_spans/x/start", "agent_instance//start", "" })
	void applyWhenThePathIsUnknownShouldAnswer404(String path) {
		this.platform.get(path).isRefused(404, "not_found");
	}

	@Test
	void applyWhenTheMethodIsWrongShouldAnswer405() {
		this.platform.get("bulk").isRefused(405, "method_not_allowed");
	}

	@Test
	void applyWhenTheBodyIsNotDeclaredAsJsonShouldAnswer415() {
		this.platform.send(this.platform.request("bulk").POST(BodyPublishers.ofString("{}")))
			.isRefused(415, "unsupported_media_type");
	}

	@Test
	void applyWhenTheContentTypeHasParametersShouldTakeTheBody() {
		this.platform
			.send(this.platform.request("bulk")
				.header("Content-Type", "Application/JSON; charset=utf-8")
				.POST(BodyPublishers.ofString("{}")))
			.isInvalid("items");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "{} {}", "{\"a\":1,\"a\":2}", "<html>" })
	void applyWhenTheBodyIsNotOneJsonObjectShouldAnswer400(String body) {
		this.platform.post("bulk", body).isRefused(400, "bad_request");
	}

	@Test
	void applyWhenTheQueryCannotBeDecodedShouldAnswer400() throws IOException {
		assertThat(exchange("GET /api/v1/agent_instance?agent_id=%zz HTTP/1.1\r\nHost: localhost")).contains(" 400 ");
	}

	@Test
	void applyWhenTheBodyIsAtTheLimitShouldReadIt() {
		String body = "{\"items\":\"" + "x".repeat(BodyCollector.MAX_BYTES - 12) + "\"}";
		assertThat(body).hasSize(BodyCollector.MAX_BYTES);
		this.platform.post("bulk", body).isInvalid("items");
	}

	@Test
	void applyWhenTheBodyIsOverTheLimitShouldAnswer413() {
		String body = "{\"items\":\"" + "x".repeat(BodyCollector.MAX_BYTES - 11) + "\"}";
		this.platform.post("bulk", body).isRefused(413, "payload_too_large");
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:8787", "127.0.0.1.evil.example", "10.0.0.1" })
	void applyWhenTheHostIsNotLoopbackShouldAnswer403(String host) throws IOException {
		assertThat(exchange("GET /api/v1/ping HTTP/1.1\r\nHost: " + host)).contains(" 403 ").contains("forbidden");
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost:8787", "LOCALHOST", "127.0.0.1", "[::1]:1" })
	void applyWhenTheHostIsLoopbackShouldAnswer(String host) throws IOException {
		assertThat(exchange("GET /api/v1/ping HTTP/1.1\r\nHost: " + host)).contains(" 200 ");
	}

	@Test
	void applyWhenBracketsAreNotEncodedShouldReadThem() throws IOException {
		assertThat(exchange("GET /api/v1/agent_instance?pagination[offset]=7 HTTP/1.1\r\nHost: localhost"))
			.contains("\"offset\":7");
	}

	private String exchange(String head) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.platform.platform().port())) {
			socket.getOutputStream()
				.write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
