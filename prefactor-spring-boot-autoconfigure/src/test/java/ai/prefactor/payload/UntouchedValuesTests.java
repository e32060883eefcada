package ai.prefactor.payload;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.aop.framework.ProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("DoNotCallSuggester")
class UntouchedValuesTests {

	@Test
	void putWhenValueIsAStreamShouldNotConsumeIt() {
		Stream<Integer> stream = Stream.of(1, 2);
		Captures.input(stream);
		Captures.input(Map.of("nested", stream));
		assertThat(stream.collect(Collectors.toList())).containsExactly(1, 2);
	}

	@Test
	void putWhenValueIsAnIteratorShouldNotMoveIt() {
		Iterator<Integer> iterator = List.of(1, 2).iterator();
		Captures.input(iterator);
		Captures.input(new Box(iterator));
		assertThat(iterator.next()).isEqualTo(1);
	}

	@Test
	void putWhenValueIsAPublisherShouldNotSubscribe() {
		AtomicInteger subscriptions = new AtomicInteger();
		Mono<Integer> mono = Mono.just(1).doOnSubscribe((subscription) -> subscriptions.incrementAndGet());
		Flux<Integer> flux = Flux.just(1).doOnSubscribe((subscription) -> subscriptions.incrementAndGet());
		Captures.input(mono);
		Captures.input(new Box(flux));
		Captures.tree(Captures.withDefaults().output(flux));
		assertThat(subscriptions).hasValue(0);
	}

	@Test
	void putWhenValueIsAFutureShouldNotWaitForIt() {
		CompletableFuture<String> never = new CompletableFuture<>();
		assertThat(Captures.input(new Box(never)).get("content").has("$unserialized")).isTrue();
	}

	@Test
	void putWhenValueIsReadOnceShouldNotReadIt() throws Exception {
		ByteArrayInputStream bytes = new ByteArrayInputStream(new byte[] { 7 });
		StringReader text = new StringReader("x");
		CharBuffer buffer = CharBuffer.wrap("abc");
		Captures.input(List.of(bytes, text, buffer));
		assertThat(bytes.read()).isEqualTo(7);
		assertThat(text.read()).isEqualTo('x');
		assertThat(buffer.remaining()).isEqualTo(3);
	}

	@Test
	void putWhenValueIsASupplierShouldNotAskIt() {
		Supplier<String> supplier = () -> {
			throw new AssertionError("Asked");
		};
		assertThat(Captures.input(List.of(supplier)).get(0).has("$unserialized")).isTrue();
	}

	@Test
	void putWhenValueIsAProxyShouldNotCallIt() {
		AtomicInteger calls = new AtomicInteger();
		Remote remote = (Remote) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Remote.class },
				(proxy, method, arguments) -> {
					calls.incrementAndGet();
					return "called";
				});
		assertThat(Captures.input(new Box(remote)).get("content").has("$unserialized")).isTrue();
		assertThat(calls).hasValue(0);
	}

	@Test
	void putWhenValueIsASpringProxyShouldNotCallItsTarget() {
		ProxyFactory factory = new ProxyFactory(new Service());
		factory.setProxyTargetClass(true);
		assertThat(Captures.input(factory.getProxy()).has("$unserialized")).isTrue();
	}

	@Test
	void putWhenValueIsAResourceShouldNotCloseIt() {
		AtomicInteger closed = new AtomicInteger();
		AutoCloseable resource = closed::incrementAndGet;
		Captures.input(resource);
		Captures.input(new Box(resource));
		assertThat(closed).hasValue(0);
	}

	@Test
	void putWhenHibernateProxyIsNotInitialisedShouldNotLoadIt() {
		assertThat(Captures.input(new Box(new LazyEntity(null))).get("content"))
			.hasToString("{\"$unserialized\":\"" + LazyEntity.class.getName() + "\"}");
		assertThat(Captures.input(new LazyEntity(null)).has("$unserialized")).isTrue();
	}

	@Test
	void putWhenHibernateProxyIsInitialisedShouldWriteWhatIsBehindIt() {
		assertThat(Captures.input(new Box(new LazyEntity(new Entity("loaded")))))
			.hasToString("{\"content\":{\"name\":\"loaded\"}}");
	}

	@Test
	void putWhenHibernateCollectionIsNotInitialisedShouldNotLoadIt() {
		assertThat(Captures.input(new Box(new LazyList(false))).get("content").has("$unserialized")).isTrue();
		assertThat(Captures.input(new LazyList(false)).has("$unserialized")).isTrue();
	}

	@Test
	void putWhenHibernateCollectionIsInitialisedShouldWriteIt() {
		assertThat(Captures.input(new LazyList(true))).hasToString("[\"a\"]");
	}

	interface Remote {

		String getName();

	}

	record Box(Object content) {
	}

	record Entity(String name) {
	}

	static class Service {

		public String getName() {
			throw new AssertionError("Called");
		}

	}

	static final class LazyEntity implements HibernateProxy {

		private final Entity loaded;

		LazyEntity(Entity loaded) {
			this.loaded = loaded;
		}

		public String getName() {
			throw new AssertionError("Loaded");
		}

		@Override
		public LazyInitializer getHibernateLazyInitializer() {
			return new LazyInitializer() {

				@Override
				public boolean isUninitialized() {
					return LazyEntity.this.loaded == null;
				}

				@Override
				public Object getImplementation() {
					return LazyEntity.this.loaded;
				}

			};
		}

	}

	@SuppressWarnings("serial")
	static final class LazyList extends ArrayList<String> implements PersistentCollection {

		private final boolean initialised;

		LazyList(boolean initialised) {
			super(List.of("a"));
			this.initialised = initialised;
		}

		@Override
		public boolean wasInitialized() {
			return this.initialised;
		}

		@Override
		public Iterator<String> iterator() {
			requireInitialised();
			return super.iterator();
		}

		@Override
		public String get(int index) {
			requireInitialised();
			return super.get(index);
		}

		@Override
		public int size() {
			requireInitialised();
			return super.size();
		}

		private void requireInitialised() {
			if (!this.initialised) {
				throw new AssertionError("Loaded");
			}
		}

	}

}
