package ai.prefactor.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class BodyWriterTests {

	private final AtomicReference<byte[]> received = new AtomicReference<>();

	private final AtomicReference<String> length = new AtomicReference<>();

	private final DisposableServer server = HttpServer.create().host("127.0.0.1").handle((request, response) -> {
		this.length.set(request.requestHeaders().get("Content-Length"));
		return request.receive()
			.aggregate()
			.asByteArray()
			.doOnNext(this.received::set)
			.then(Mono.defer(() -> response.sendString(Mono.just("{\"status\":\"success\"}")).then()));
	}).bindNow();

	private final PrefactorHttpClient client = PrefactorHttpClient
		.builder(new HttpSettings(ApiServer.connection(URI.create("http://127.0.0.1:" + this.server.port()), "t"),
				Duration.ofSeconds(5), Duration.ofSeconds(20), "test@1.0"))
		.build();

	@AfterEach
	void stop() {
		this.client.close();
		this.server.disposeNow();
	}

	@ParameterizedTest
	@CsvSource({ "1,1", "1,131072", "1,131073", "3,131072", "1000,3001", "2,1500000" })
	void bodyShouldArriveInOnePiece(int parts, int size) {
		Random random = new Random(size);
		List<byte[]> pieces = new ArrayList<>();
		for (int i = 0; i < parts; i++) {
			byte[] part = new byte[size];
			random.nextBytes(part);
			pieces.add(part);
			pieces.add(new byte[0]);
		}
		EncodedBody<Object> body = EncodedBody.ofParts(pieces);
		this.client.post("op", "/", body, Function.identity());
		assertThat(this.received.get()).isEqualTo(body.toByteArray());
		assertThat(this.length.get()).isEqualTo(Integer.toString(parts * size));
	}

	@Test
	void bodyShouldBeTheSameEachTime() {
		EncodedBody<Object> body = EncodedBody.of("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
		for (int i = 0; i < 3; i++) {
			this.client.post("op", "/", body, Function.identity());
			assertThat(this.received.getAndSet(null)).asString().isEqualTo("{\"a\":1}");
		}
	}

	@Test
	void bodyShouldBeFrozen() {
		byte[] bytes = { '{', '}' };
		EncodedBody<Object> body = EncodedBody.of(bytes);
		bytes[0] = 'x';
		body.toByteArray()[1] = 'x';
		assertThat(body.toByteArray()).asString().isEqualTo("{}");
		assertThat(body).hasToString("EncodedBody[2 bytes]");
	}

}
