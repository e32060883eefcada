package ai.prefactor.payload;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.mock.web.server.MockWebSession;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings({ "DoNotCallSuggester", "JavaUtilDate", "UnnecessaryStringBuilder" })
class AwkwardValuesTests {

	private static final JsonMapper MAPPER = new JsonMapper();

	@ParameterizedTest
	@MethodSource({ "scalars", "containers", "beans" })
	void putWhenValueIsDataShouldWriteIt(Object value, String json) {
		assertThat(Captures.input(value)).isEqualTo(MAPPER.readTree(json));
	}

	@ParameterizedTest
	@MethodSource({ "scalars", "containers", "beans" })
	void putWhenValueIsNestedShouldWriteItTheSame(Object value, String json) {
		assertThat(Captures.input(new Holder(value)).get("held")).isEqualTo(MAPPER.readTree(json));
		assertThat(Captures.input(Collections.singletonList(value)).get(0)).isEqualTo(MAPPER.readTree(json));
	}

	@Test
	void putWhenTypeIsPolymorphicShouldWriteItsTypeAsJacksonDoes() {
		assertThat(Captures.input(new Dog("rex"))).isEqualTo(MAPPER.readTree("""
				{"@type":"Dog","name":"rex"}"""));
		assertThat(Captures.input(new Kennel(List.of(new Dog("rex"))))).isEqualTo(MAPPER.readTree("""
				{"dogs":[{"@type":"Dog","name":"rex"}]}"""));
	}

	@ParameterizedTest
	@MethodSource("opaque")
	void putWhenValueIsNoDataShouldWriteAMarker(Object value) {
		String type = value.getClass().getTypeName();
		assertThat(Captures.input(value).get("$unserialized").asString()).isEqualTo(type);
		assertThat(Captures.input(new Holder(value)).get("held").get("$unserialized").asString()).isEqualTo(type);
		assertThat(Captures.input(List.of(1, value)).get(1).get("$unserialized").asString()).isEqualTo(type);
		assertThat(Captures.input(Map.of("key", value)).get("key").get("$unserialized").asString()).isEqualTo(type);
	}

	static Stream<Arguments> scalars() {
		return Stream.of(Arguments.of(null, "null"), Arguments.of("text", "\"text\""), Arguments.of("", "\"\""),
				Arguments.of("\"\\\n\u0000\u2028", "\"\\\"\\\\\\n\\u0000\u2028\""),
				Arguments.of("\uD83D\uDE00 grün \u20ac", "\"\uD83D\uDE00 grün \u20ac\""),
				Arguments.of("a\uD83D", "\"a\uFFFD\""), Arguments.of("\uDE00\uD83D", "\"\uFFFD\uFFFD\""),
				Arguments.of('c', "\"c\""), Arguments.of('\uD83D', "\"\uFFFD\""), Arguments.of(true, "true"),
				Arguments.of((byte) 1, "1"), Arguments.of((short) 2, "2"), Arguments.of(3, "3"),
				Arguments.of(Long.MIN_VALUE, "-9223372036854775808"), Arguments.of(1.5f, "1.5"),
				Arguments.of(1.5e300, "1.5E300"), Arguments.of(Double.NaN, "\"NaN\""),
				Arguments.of(Double.POSITIVE_INFINITY, "\"Infinity\""),
				Arguments.of(Float.NEGATIVE_INFINITY, "\"-Infinity\""),
				Arguments.of(BigInteger.TWO.pow(70), "1180591620717411303424"),
				Arguments.of(BigInteger.TWO.pow(5000), "{\"$unserialized\":\"java.math.BigInteger\"}"),
				Arguments.of(new BigDecimal("1E+1000000000"), "{\"$unserialized\":\"java.math.BigDecimal\"}"),
				Arguments.of(new OddNumber(), "\"not a number\""), Arguments.of(new AtomicInteger(4), "4"),
				Arguments.of(TimeUnit.DAYS, "\"DAYS\""), Arguments.of(Polite.PLEASE, "\"PLEASE\""),
				Arguments.of(UUID.fromString("00000000-0000-0001-0000-000000000002"),
						"\"00000000-0000-0001-0000-000000000002\""),
				Arguments.of(URI.create("https://example.org/a?b=c"), "\"https://example.org/a?b=c\""),
				Arguments.of(Path.of("no", "such", "file"), "\"no/such/file\""),
				Arguments.of(new File("no/such/file"), "\"no/such/file\""), Arguments.of(Locale.ROOT, "\"\""),
				Arguments.of(Currency.getInstance("EUR"), "\"EUR\""),
				Arguments.of(new StringBuilder("built"), "\"built\""),
				Arguments.of(Instant.EPOCH, "\"1970-01-01T00:00:00Z\""),
				Arguments.of(LocalDate.EPOCH, "\"1970-01-01\""),
				Arguments.of(LocalDateTime.of(2020, 1, 2, 3, 0), "\"2020-01-02T03:00:00\""),
				Arguments.of(LocalTime.of(3, 0), "\"03:00:00\""),
				Arguments.of(OffsetTime.of(3, 0, 0, 0, ZoneOffset.UTC), "\"03:00Z\""),
				Arguments.of(OffsetDateTime.of(2020, 1, 2, 3, 0, 0, 0, ZoneOffset.UTC), "\"2020-01-02T03:00:00Z\""),
				Arguments.of(ZonedDateTime.of(2020, 1, 2, 3, 0, 0, 0, ZoneId.of("Europe/Paris")),
						"\"2020-01-02T03:00:00+01:00\""),
				Arguments.of(Duration.ofSeconds(90), "\"PT1M30S\""), Arguments.of(Period.ofDays(3), "\"P3D\""),
				Arguments.of(YearMonth.of(2020, 1), "\"2020-01\""),
				Arguments.of(ZoneId.of("Europe/Paris"), "\"Europe/Paris\""),
				Arguments.of(java.sql.Date.valueOf("2020-01-02"), "\"2020-01-02\""),
				Arguments.of(CharBuffer.wrap("abc"), "\"abc\""),
				Arguments.of(new Date(0), "\"1970-01-01T00:00:00.000Z\""),
				Arguments.of(TimeZone.getTimeZone("UTC"), "\"UTC\""));
	}

	static Stream<Arguments> containers() {
		return Stream.of(Arguments.of(List.of(), "[]"), Arguments.of(Arrays.asList(1, null, "x"), "[1,null,\"x\"]"),
				Arguments.of(Map.of(), "{}"), Arguments.of(Map.of("a", List.of(Map.of("b", 1))), "{\"a\":[{\"b\":1}]}"),
				Arguments.of(mapOf(null, 1), "{\"null\":1}"), Arguments.of(mapOf(1.5, "x"), "{\"1.5\":\"x\"}"),
				Arguments.of(mapOf(new Point(1, 2), "x"), "{\"Point[x=1, y=2]\":\"x\"}"),
				Arguments.of(mapOf("a\uD83D", "x"), "{\"a\uFFFD\":\"x\"}"),
				Arguments.of(new EnumMap<>(Map.of(TimeUnit.DAYS, 1)), "{\"DAYS\":1}"),
				Arguments.of(new TreeMap<>(Map.of("b", 1, "a", 2)), "{\"a\":2,\"b\":1}"),
				Arguments.of(properties(), "{\"p\":\"v\"}"), Arguments.of(new int[] { 1, 2 }, "[1,2]"),
				Arguments.of(new double[] { 1, Double.NaN }, "[1.0,\"NaN\"]"),
				Arguments.of(new String[] { "a", null }, "[\"a\",null]"),
				Arguments.of(new Object[][] { { 1 }, {} }, "[[1],[]]"), Arguments.of(new char[] { 'a', 'b' }, "\"ab\""),
				Arguments.of(new byte[3], "{\"$unserialized\":\"byte[]\",\"reason\":\"3 bytes\"}"),
				Arguments.of(new boolean[] { true }, "[true]"), Arguments.of(Set.of(1), "[1]"),
				Arguments.of(Map.entry("k", "v"), "{\"k\":\"v\"}"), Arguments.of(Optional.of("x"), "\"x\""),
				Arguments.of(Optional.empty(), "null"), Arguments.of(Optional.of(Optional.of(List.of(1))), "[1]"),
				Arguments.of(OptionalInt.of(3), "3"), Arguments.of(OptionalInt.empty(), "null"),
				Arguments.of(new AtomicReference<>("x"), "\"x\""), Arguments.of(Collections.emptyList(), "[]"),
				Arguments.of(JsonNodeFactory.instance.objectNode().put("a", 1), "{\"a\":1}"),
				Arguments.of(JsonNodeFactory.instance.arrayNode().add("x"), "[\"x\"]"),
				Arguments.of(List.of(List.of(), List.of()), "[[],[]]"));
	}

	static Stream<Arguments> beans() {
		Point shared = new Point(1, 2);
		return Stream.of(Arguments.of(new Point(1, 2), "{\"x\":1,\"y\":2}"), Arguments.of(new Object(), "{}"),
				Arguments.of(new Bean(), "{\"b\":1,\"a\":2}"), Arguments.of(new Renamed(), "{\"shown\":1}"),
				Arguments.of(new Wrapped("v"), "\"v\""), Arguments.of(new Unwrapping(), "{\"x\":1,\"y\":2,\"z\":3}"),
				Arguments.of(new AnyBean(), "{\"dynamic\":1}"),
				Arguments.of(new Raw("{broken"), "{\"json\":\"{broken\"}"),
				Arguments.of(List.of(shared, shared), "[{\"x\":1,\"y\":2},{\"x\":1,\"y\":2}]"),
				Arguments.of(ResponseEntity.ok().header("Authorization", "hunter2").header("X-A", "b").body("x"), """
						{"headers":{"Authorization":"[redacted]","X-A":["b"]},"body":"x","statusCode":"OK"}"""),
				Arguments.of(new SQLException("no"), "{\"error_type\":\"java.sql.SQLException\",\"message\":\"no\"}"),
				Arguments.of(new IllegalStateException("no", new RuntimeException()),
						"{\"error_type\":\"java.lang.IllegalStateException\",\"message\":\"no\"}"),
				Arguments.of(new Identified(), "{\"@id\":1,\"self\":1}"),
				Arguments.of(new Box<>(List.of(Optional.of(1))), "{\"content\":[1]}"),
				Arguments.of(new Point[] { shared }, "[{\"x\":1,\"y\":2}]"), Arguments.of(Stream.of(1).toList(), "[1]"),
				Arguments.of(new Thrower(),
						"""
								{"before":1,"bad":{"$unserialized":"int","reason":"java.lang.IllegalStateException"},"after":2}"""),
				Arguments.of(new ErrorThrower(), """
						{"bad":{"$unserialized":"java.lang.String","reason":"java.lang.NoClassDefFoundError"}}"""),
				Arguments.of(new Recursing(), """
						{"bad":{"$unserialized":"java.lang.String","reason":"java.lang.StackOverflowError"}}"""));
	}

	static Stream<Object> opaque() {
		Function<String, String> lambda = (x) -> x;
		Runnable runnable = () -> {
		};
		return Stream.of(Stream.of(1), List.of(1).iterator(), (Iterable<Integer>) () -> List.of(1).iterator(),
				new LazyRows(), lambda, runnable, new CompletableFuture<>(), new ByteArrayInputStream(new byte[1]),
				new StringReader("x"), ByteBuffer.allocate(1), String.class, Thread.currentThread(),
				new ReentrantLock(), ClassLoader.getSystemClassLoader(), new ThreadLocal<>(),
				Collections.enumeration(List.of(1)), Mono.just(1), Flux.just(1), new ByteArrayResource(new byte[1]),
				new StandardEnvironment(), new DefaultListableBeanFactory(), new JdbcDataSource(),
				MockServerHttpRequest.get("/").build(), new MockServerHttpResponse(),
				MockServerWebExchange.from(MockServerHttpRequest.get("/")), new MockWebSession(),
				new MockMultipartFile("file", new byte[1]), LoggerFactory.getLogger("x"));
	}

	private static Map<Object, Object> mapOf(Object key, Object value) {
		Map<Object, Object> map = new HashMap<>();
		map.put(key, value);
		return map;
	}

	private static Properties properties() {
		Properties properties = new Properties();
		properties.setProperty("p", "v");
		return properties;
	}

	private enum Polite {

		PLEASE;

		@Override
		public String toString() {
			return "something else";
		}

	}

	record Holder(Object held) {
	}

	record Point(int x, int y) {
	}

	record Box<T>(T content) {
	}

	record Raw(@JsonRawValue String json) {
	}

	record Wrapped(@JsonValue String value) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
	interface Animal {

	}

	record Dog(String name) implements Animal {
	}

	record Kennel(List<Animal> dogs) {
	}

	static final class OddNumber extends Number {

		@Override
		public int intValue() {
			return 0;
		}

		@Override
		public long longValue() {
			return 0;
		}

		@Override
		public float floatValue() {
			return 0;
		}

		@Override
		public double doubleValue() {
			return 0;
		}

		@Override
		public String toString() {
			return "not a number";
		}

	}

	static final class Bean {

		public int getB() {
			return 1;
		}

		public int getA() {
			return 2;
		}

	}

	static final class Renamed {

		@JsonProperty("shown")
		public int getHidden() {
			return 1;
		}

		@JsonIgnore
		public int getIgnored() {
			throw new AssertionError();
		}

	}

	static final class Unwrapping {

		@JsonUnwrapped
		public Point getPoint() {
			return new Point(1, 2);
		}

		public int getZ() {
			return 3;
		}

	}

	static final class AnyBean {

		@JsonAnyGetter
		public Map<String, Object> getAny() {
			return new LinkedHashMap<>(Map.of("dynamic", 1));
		}

	}

	@JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
	static final class Identified {

		public Identified getSelf() {
			return this;
		}

	}

	@JsonPropertyOrder({ "before", "bad", "after" })
	static final class Thrower {

		public int getBefore() {
			return 1;
		}

		public int getBad() {
			throw new IllegalStateException("with a secret in its message");
		}

		public int getAfter() {
			return 2;
		}

	}

	static final class ErrorThrower {

		public String getBad() {
			throw new NoClassDefFoundError();
		}

	}

	static final class Recursing {

		@SuppressWarnings("InfiniteRecursion")
		public String getBad() {
			return getBad();
		}

	}

	static final class LazyRows implements Iterable<Integer> {

		@Override
		public Iterator<Integer> iterator() {
			throw new AssertionError("Consumed");
		}

	}

}
