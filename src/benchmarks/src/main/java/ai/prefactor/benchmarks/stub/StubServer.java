package ai.prefactor.benchmarks.stub;

import java.time.Duration;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Answers what Prefactor and an OpenTelemetry collector are asked, after a given time.
 * {@code GET /stats} tells what was sent, {@code POST /reset/<milliseconds>} begins anew.
 */
public final class StubServer {

	/**
	 * Begins the line that tells the port.
	 */
	static final String PORT = "#port ";

	private static final Logger logger = LoggerFactory.getLogger(StubServer.class);

	private final Counts counts = new Counts();

	private final Answers answers = new Answers(this.counts);

	private volatile long latency;

	private StubServer() {
	}

	/**
	 * Serves until its standard input ends, so that it does not outlive who started it.
	 * @param args none
	 * @throws Exception if it cannot serve
	 */
	public static void main(String[] args) throws Exception {
		DisposableServer server = new StubServer().start();
		logger.info(PORT + "{}", server.port());
		while (System.in.read() >= 0) {
			// Nothing is said to it
		}
		server.disposeNow(Duration.ofSeconds(1));
	}

	private DisposableServer start() {
		return HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.doOnConnection((connection) -> {
				if (connection.channel() instanceof EpollSocketChannel) {
					connection.addHandlerFirst(new AcknowledgeAtOnce());
				}
			})
			.handle(this::serve)
			.bindNow();
	}

	private Publisher<Void> serve(HttpServerRequest request, HttpServerResponse response) {
		String path = request.fullPath();
		if (path.equals("/stats")) {
			return response.sendString(Mono.just(this.counts.describe()));
		}
		if (path.startsWith("/reset/")) {
			this.latency = Long.parseLong(path.substring("/reset/".length()));
			this.counts.reset();
			return request.receive().then(response.sendString(Mono.just("")).then());
		}
		if (request.method().name().equals("GET")) {
			String id = path.substring(path.lastIndexOf('/') + 1);
			return response.header("Content-Type", "application/json").sendString(Mono.just(Answers.success(id)));
		}
		return request.receive()
			.aggregate()
			.asByteArray()
			.flatMap((body) -> answer(path, body))
			.flatMap((answer) -> response
				.header("Content-Type", path.startsWith("/api/") ? "application/json" : "application/x-protobuf")
				.header("Content-Length", Integer.toString(answer.length))
				.sendByteArray(Mono.just(answer))
				.then());
	}

	private Mono<byte[]> answer(String path, byte[] body) {
		long received = System.nanoTime();
		byte[] answer = this.answers.answer(path, body);
		Duration rest = Duration.ofMillis(this.latency).minusNanos(System.nanoTime() - received);
		return (rest.isNegative() || rest.isZero()) ? Mono.just(answer) : Mono.delay(rest).thenReturn(answer);
	}

	/**
	 * Keeps the kernel from delaying acknowledgements, for which a sender that writes
	 * head and body apart would wait 40 ms. The option does not last: it is set again
	 * with each read.
	 */
	private static final class AcknowledgeAtOnce extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			((EpollSocketChannel) context.channel()).config().setTcpQuickAck(true);
			context.fireChannelRead(message);
		}

	}

}
