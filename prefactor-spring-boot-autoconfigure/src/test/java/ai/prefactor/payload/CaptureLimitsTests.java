package ai.prefactor.payload;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings({ "ArrayRecordComponent", "UnnecessaryStringBuilder" })
class CaptureLimitsTests {

	private static final String PAIR = "\uD83D\uDE00";

	@Test
	void putWhenStringIsLongerThanAllowedShouldCutItWhereverItStands() {
		PayloadCapture capture = Captures.withMaxLength(5);
		Payload payload = capture.inputs()
			.put("top", "123456")
			.put("list", List.of("12345", "123456"))
			.put("bean", new Note("abcdefgh", new char[] { '1', '2', '3', '4', '5', '6' }))
			.put("built", new StringBuilder("123456"))
			.put("map", Map.of("key67890", List.of(Map.of("a", "1234" + PAIR + "6"))))
			.build();
		assertThat(Captures.tree(payload))
			.hasToString("{\"top\":\"12345... [truncated]\"," + "\"list\":[\"12345\",\"12345... [truncated]\"],"
					+ "\"bean\":{\"text\":\"abcde... [truncated]\",\"chars\":\"12345... [truncated]\"},"
					+ "\"built\":\"12345... [truncated]\","
					+ "\"map\":{\"key67... [truncated]\":[{\"a\":\"1234... [truncated]\"}]}}");
	}

	@Test
	void outputWhenStringIsLongerThanAllowedShouldCutItOnce() {
		PayloadCapture capture = Captures.withMaxLength(5);
		assertThat(capture.output("123456").toJson()).isEqualTo("{\"result\":\"12345... [truncated]\"}");
	}

	@Test
	void putWhenValueIsTooLargeShouldLeaveAMarkerAndTheOthers() {
		Payload payload = Captures.withMaxSize(1000)
			.inputs()
			.put("before", List.of(1))
			.put("large", Collections.nCopies(500, "some text"))
			.put("alsoLarge", "x".repeat(5000))
			.put("after", "y")
			.build();
		assertThat(payload.toJson()).isEqualTo("{\"before\":[1],"
				+ "\"large\":{\"$unserialized\":\"java.util.Collections$CopiesList\",\"reason\":\"larger than the payload may be\"},"
				+ "\"alsoLarge\":{\"$unserialized\":\"java.lang.String\",\"reason\":\"larger than the payload may be\"},"
				+ "\"after\":\"y\"}");
	}

	@Test
	void outputWhenObjectIsTooLargeShouldBeAMarkerAsResult() {
		Payload payload = Captures.withMaxSize(1000).output(new Note("x".repeat(2000), new char[0]));
		assertThat(Captures.tree(payload).get("result").get("$unserialized").asString())
			.isEqualTo(Note.class.getName());
	}

	@ParameterizedTest
	@ValueSource(longs = { 2, 10, 63, 64, 100, 150, 500, 1000, 3000 })
	void putShouldNeverExceedThePayloadSizeAndStayWellFormed(long max) {
		PayloadCapture capture = Captures.withMaxSize(max);
		for (Object value : List.of("x", "\u0001".repeat(100), PAIR.repeat(200), List.of(1, "two", "\n".repeat(50)),
				new Note("text", new char[3]), 1.5e300, true)) {
			PayloadBuilder builder = capture.inputs();
			for (int i = 0; i < 40; i++) {
				builder.put("name" + i, value);
				Payload payload = builder.build();
				Captures.tree(payload);
				assertThat((long) Captures.bytes(payload).length).isLessThanOrEqualTo(max);
			}
			Payload output = capture.output(value);
			Captures.tree(output);
			assertThat((long) Captures.bytes(output).length).isLessThanOrEqualTo(max);
		}
	}

	@Test
	void putWhenNoMoreEntriesFitShouldSayHowManyWereLeftOut() {
		PayloadBuilder builder = Captures.withMaxSize(100).inputs();
		for (int i = 0; i < 20; i++) {
			builder.put("name" + i, "some text");
		}
		JsonNode tree = Captures.tree(builder.build());
		assertThat(tree.get("name0").asString()).isEqualTo("some text");
		assertThat(tree.get("$truncated").asString()).isEqualTo((20 - tree.size() + 1) + " more");
	}

	@Test
	void putWhenStringsFitOnlyOnceTheyAreCountedShouldKeepThemAll() {
		PayloadBuilder builder = Captures.withMaxSize(100_000).inputs();
		for (int i = 0; i < 9; i++) {
			builder.put("name" + i, "x".repeat(10_000));
		}
		assertThat(Captures.tree(builder.build())).allMatch((node) -> node.asString().length() == 10_000);
	}

	@Test
	void putWhenMoreNamesThanAllowedArePutShouldCountTheRest() {
		PayloadBuilder builder = Captures.withDefaults().inputs();
		for (int i = 0; i < 1500; i++) {
			builder.put("name" + i, i);
		}
		JsonNode tree = Captures.tree(builder.build());
		assertThat(tree).hasSize(1001);
		assertThat(tree.get("$truncated").asString()).isEqualTo("500 more");
	}

	@Test
	void putWhenCollectionIsHugeShouldVisitOnlyWhatIsKept() {
		AtomicInteger visited = new AtomicInteger();
		JsonNode tree = Captures.input(counting(50_000_000, visited));
		assertThat(tree).hasSize(1001);
		assertThat(tree.get(999).asInt()).isEqualTo(999);
		assertThat(tree.get(1000).get("$truncated").asString()).isEqualTo("49999000 more");
		assertThat(visited).hasValueLessThanOrEqualTo(1001);
	}

	@Test
	void putWhenMapIsHugeShouldVisitOnlyWhatIsKept() {
		AtomicInteger visited = new AtomicInteger();
		JsonNode tree = Captures.input(new CountingMap(visited));
		assertThat(tree).hasSize(1001);
		assertThat(tree.has("$truncated")).isTrue();
		assertThat(visited).hasValueLessThanOrEqualTo(1002);
	}

	@Test
	void putWhenElementsAreLargeShouldStopAtThePayloadSize() {
		AtomicInteger visited = new AtomicInteger();
		List<String> large = new AbstractList<>() {

			@Override
			public String get(int index) {
				visited.incrementAndGet();
				return "x".repeat(9000);
			}

			@Override
			public int size() {
				return 1_000_000;
			}

		};
		assertThat(Captures.input(large).get("reason").asString()).isEqualTo("larger than the payload may be");
		assertThat(visited).hasValueLessThan(40);
	}

	@Test
	void putWhenArrayIsLongShouldKeepItsBeginning() {
		assertThat(Captures.input(new int[5000])).hasSize(1001);
		assertThat(Captures.input(IntStream.range(0, 5000).mapToObj(String::valueOf).toArray(String[]::new)))
			.hasSize(1001);
		assertThat(Captures.input(new float[1000])).hasSize(1000);
	}

	@Test
	void putWhenNestedCollectionIsLongShouldGoOnBehindIt() {
		JsonNode tree = Captures.input(List.of(Collections.nCopies(2000, 1), new Note("after", new char[0])));
		assertThat(tree.get(0)).hasSize(1001);
		assertThat(tree.get(1).get("text").asString()).isEqualTo("after");
	}

	@Test
	void putWhenNestedDeeperThanAllowedShouldKeepTheOuterLevels() {
		List<Object> nested = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			nested = new ArrayList<>(Arrays.asList(nested));
		}
		JsonNode tree = Captures.input(nested);
		int depth = 0;
		while (tree.isArray()) {
			tree = tree.get(0);
			depth++;
		}
		assertThat(depth).isEqualTo(CaptureWriter.MAX_DEPTH);
		assertThat(tree.get("reason").asString()).isEqualTo("nested too deeply");
	}

	@Test
	void putWhenBeansAreLinkedDeeplyShouldKeepTheFirstOfThem() {
		Link link = null;
		for (int i = 0; i < 100_000; i++) {
			link = new Link(link);
		}
		assertThat(Captures.input(link).toString()).endsWith("\"nested too deeply\"}" + "}".repeat(64));
	}

	@Test
	void putWhenTreeIsDeepShouldWriteAMarker() {
		ArrayNode node = JsonNodeFactory.instance.arrayNode();
		for (int i = 0; i < 100_000; i++) {
			node = JsonNodeFactory.instance.arrayNode().add(node);
		}
		assertThat(Captures.input(node).has("$unserialized")).isTrue();
	}

	@Test
	void putWhenMapContainsItselfShouldWriteAMarkerInItsPlace() {
		Map<String, Object> map = new HashMap<>();
		map.put("self", map);
		assertThat(Captures.input(map))
			.hasToString("{\"self\":{\"$unserialized\":\"java.util.HashMap\",\"reason\":\"contains itself\"}}");
	}

	@Test
	void putWhenBeansReferToEachOtherShouldWriteAMarkerWhereTheCircleCloses() {
		Person child = new Person("child");
		Person parent = new Person("parent");
		parent.others.add(child);
		child.others.add(parent);
		assertThat(Captures.input(parent))
			.hasToString("{\"name\":\"parent\",\"others\":[{\"name\":\"child\"," + "\"others\":[{\"$unserialized\":\""
					+ Person.class.getName() + "\",\"reason\":\"contains itself\"}]}]}");
	}

	@Test
	void putWhenReferenceRefersToItselfShouldWriteAMarker() {
		AtomicReference<Object> reference = new AtomicReference<>();
		reference.set(reference);
		assertThat(Captures.input(reference).has("$unserialized")).isTrue();
	}

	private static List<Integer> counting(int size, AtomicInteger visited) {
		return new AbstractList<>() {

			@Override
			public Integer get(int index) {
				visited.incrementAndGet();
				return index;
			}

			@Override
			public int size() {
				return size;
			}

		};
	}

	record Note(String text, char[] chars) {
	}

	record Link(Link next) {
	}

	static final class Person {

		private final String name;

		private final List<Person> others = new ArrayList<>();

		Person(String name) {
			this.name = name;
		}

		public String getName() {
			return this.name;
		}

		public List<Person> getOthers() {
			return this.others;
		}

	}

	static final class CountingMap extends AbstractMap<String, Integer> {

		private final AtomicInteger visited;

		CountingMap(AtomicInteger visited) {
			this.visited = visited;
		}

		@Override
		public Set<Entry<String, Integer>> entrySet() {
			return new AbstractSet<>() {

				@Override
				public Iterator<Entry<String, Integer>> iterator() {
					return new Iterator<>() {

						@Override
						public boolean hasNext() {
							return true;
						}

						@Override
						public Entry<String, Integer> next() {
							int index = CountingMap.this.visited.getAndIncrement();
							return Map.entry("key" + index, index);
						}

					};
				}

				@Override
				public int size() {
					return Integer.MAX_VALUE;
				}

			};
		}

	}

}
