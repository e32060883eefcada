package ai.prefactor.http;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * The name stays, the address behind it changes.
 */
@Timeout(60)
class AddressChangeTests {

	private static final URI NAME = URI.create("http://prefactor.test:80/");

	private static final HttpSettings SETTINGS = new HttpSettings(ApiServer.connection(NAME, "t"),
			Duration.ofSeconds(5), Duration.ofSeconds(20), "test@1.0");

	private final MovingName name = new MovingName();

	private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final DisposableServer old = server("old");

	private final DisposableServer current = server("new");

	@AfterEach
	void stop() {
		this.old.disposeNow();
		this.current.disposeNow();
	}

	@Test
	void connectionShouldBeKeptWhileItWorks() {
		HttpExchange exchange = exchange(Duration.ofMinutes(5));
		this.name.port = this.old.port();
		for (int i = 0; i < 10; i++) {
			assertThat(ask(exchange)).isEqualTo("old");
		}
		// An answer may be there before its connection is free again
		assertThat(this.name.questions).hasValueLessThan(10);
		exchange.close();
	}

	@Test
	void connectionThatIsTooOldShouldBeReplacedByOneToTheNewAddress() {
		HttpExchange exchange = exchange(Duration.ofMillis(1));
		this.name.port = this.old.port();
		assertThat(ask(exchange)).isEqualTo("old");
		this.name.port = this.current.port();
		await().untilAsserted(() -> assertThat(ask(exchange)).isEqualTo("new"));
		exchange.close();
	}

	@Test
	void failureToConnectShouldResolveTheNameAnew() {
		HttpExchange exchange = exchange(Duration.ofMinutes(5));
		this.name.port = 1;
		assertThat(catchThrowableOfType(PrefactorConnectionException.class, () -> ask(exchange)).reason())
			.isEqualTo("connect");
		this.name.port = this.current.port();
		assertThat(ask(exchange)).isEqualTo("new");
		exchange.close();
	}

	@Test
	void serverThatGoesAwayShouldBeLookedForAnew() {
		HttpExchange exchange = exchange(Duration.ofMinutes(5));
		this.name.port = this.old.port();
		assertThat(ask(exchange)).isEqualTo("old");
		this.name.port = this.current.port();
		this.old.disposeNow();
		this.connections.close().awaitUninterruptibly();
		assertThat(askUntilAnswered(exchange)).isEqualTo("new");
		exchange.close();
	}

	// The connection may end only when it is used
	private static String askUntilAnswered(HttpExchange exchange) {
		try {
			return ask(exchange);
		}
		catch (PrefactorConnectionException ex) {
			return ask(exchange);
		}
	}

	private HttpExchange exchange(Duration maxLife) {
		return new HttpExchange(SETTINGS, null, null, (client) -> client.resolver(this.name), maxLife);
	}

	private static String ask(HttpExchange exchange) {
		return new String(exchange.send(new OutgoingRequest("op", HttpMethod.GET, NAME, null, null)).body(),
				StandardCharsets.UTF_8);
	}

	private DisposableServer server(String answer) {
		return HttpServer.create()
			.host("127.0.0.1")
			.channelGroup(this.connections)
			.handle((request, response) -> response.sendString(Mono.just(answer)))
			.bindNow();
	}

	/**
	 * Leads to a port of this machine.
	 */
	private static final class MovingName extends AddressResolverGroup<InetSocketAddress> {

		private final AtomicInteger questions = new AtomicInteger();

		private volatile int port;

		@Override
		protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
			return new AbstractAddressResolver<>(executor, InetSocketAddress.class) {

				@Override
				protected boolean doIsResolved(InetSocketAddress address) {
					return !address.isUnresolved();
				}

				@Override
				protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
					MovingName.this.questions.incrementAndGet();
					promise.setSuccess(new InetSocketAddress("127.0.0.1", MovingName.this.port));
				}

				@Override
				protected void doResolveAll(InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
					MovingName.this.questions.incrementAndGet();
					promise.setSuccess(List.of(new InetSocketAddress("127.0.0.1", MovingName.this.port)));
				}

			};
		}

	}

}
