package ai.prefactor.payload;

import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PayloadBuilderTests {

	private final PayloadBuilder builder = Captures.withDefaults().inputs();

	@Test
	void buildShouldKeepTheOrderOfNames() {
		for (int i = 20; i > 0; i--) {
			this.builder.put("name" + i, i);
		}
		assertThat(Captures.tree(this.builder.build()).propertyNames()).startsWith("name20", "name19")
			.endsWith("name1");
	}

	@Test
	void putWhenNameWasPutBeforeShouldReplaceItsValue() {
		this.builder.put("a", 1).put("b", 2).put("a", List.of(3));
		assertThat(this.builder.build().toJson()).isEqualTo("{\"b\":2,\"a\":[3]}");
	}

	@Test
	void putWhenNameIsPutManyTimesShouldNotUseUpTheSize() {
		PayloadBuilder small = Captures.withMaxSize(200).inputs();
		for (int i = 0; i < 1000; i++) {
			small.put("a", "x".repeat(50 + i % 2));
		}
		assertThat(small.put("b", "y").build().toJson()).isEqualTo("{\"a\":\"" + "x".repeat(51) + "\",\"b\":\"y\"}");
	}

	@Test
	void buildWhenMoreIsPutAfterwardsShouldNotChangeWhatWasBuilt() {
		Payload first = this.builder.put("a", 1).put("b", 2).build();
		Payload second = this.builder.put("c", 3).build();
		Payload third = this.builder.put("a", 4).build();
		assertThat(first.toJson()).isEqualTo("{\"a\":1,\"b\":2}");
		assertThat(second.toJson()).isEqualTo("{\"a\":1,\"b\":2,\"c\":3}");
		assertThat(third.toJson()).isEqualTo("{\"b\":2,\"c\":3,\"a\":4}");
	}

	@Test
	void isEmptyShouldTellWhetherSomethingWasPut() {
		assertThat(this.builder.isEmpty()).isTrue();
		assertThat(this.builder.put("a", null).isEmpty()).isFalse();
		assertThat(this.builder.build().toJson()).isEqualTo("{\"a\":null}");
	}

	@Test
	void putWhenNameIsNullShouldNotThrow() {
		assertThat(this.builder.put(null, 1).build().toJson()).isEqualTo("{\"null\":1}");
	}

	@Test
	void putWhenNameNeedsEscapingShouldStayWellFormed() {
		assertThat(Captures.tree(this.builder.put("\"\\\n\uD83D", 1).build()).has("\"\\\n\uFFFD")).isTrue();
	}

	@Test
	void putAllShouldBeThePayloadsAsOne() {
		PayloadCapture capture = Captures.withDefaults();
		this.builder.put("a", 1).putAll(capture.input("b", List.of(2))).putAll(capture.input("a", "x"));
		assertThat(this.builder.build().toJson()).isEqualTo("{\"b\":[2],\"a\":\"x\"}");
		assertThatIllegalStateException().isThrownBy(() -> this.builder.putAll(capture.output(Map.of("a", 1))));
	}

	@Test
	void putAllWhenPayloadsDoNotFitTogetherShouldKeepToTheLimit() {
		PayloadCapture capture = Captures.withMaxSize(1_000);
		PayloadBuilder small = capture.metadata();
		for (int i = 0; i < 10_000; i++) {
			small.putAll(capture.fact("name" + i, "x".repeat(100)));
		}
		Payload payload = small.build();
		assertThat(Captures.bytes(payload)).hasSizeLessThanOrEqualTo(1_000);
		assertThat(Captures.tree(payload).get("name0").asString()).hasSize(100);
		assertThat(Captures.tree(payload).get("$truncated").asString()).endsWith(" more");
	}

	@Test
	void putAllShouldAddUpWhatWasLeftOut() {
		PayloadCapture capture = Captures.withMaxSize(120);
		Payload first = capture.inputs().put("a", "x".repeat(60)).put("b".repeat(60), 1).put("c".repeat(60), 1).build();
		Payload both = capture.inputs().putAll(first).putAll(first).build();
		assertThat(both.toJson()).endsWith(",\"$truncated\":\"4 more\"}").containsOnlyOnce("$truncated");
	}

	@Test
	void putAllWhenAMapFailsShouldKeepWhatCouldBeRead() {
		Map<String, Object> failing = new LinkedHashMap<>(Map.of("a", 1)) {
			@Override
			public void forEach(BiConsumer<? super String, ? super Object> action) {
				super.forEach(action);
				throw new ConcurrentModificationException();
			}
		};
		assertThat(this.builder.putAll(failing).build().toJson()).isEqualTo("{\"a\":1}");
	}

	@Test
	void putAllWhenInputsAreIgnoredShouldIgnoreThem() {
		PayloadCapture capture = new PayloadCapture(new CaptureSettings(false, true, 100, 100, 1_000, Set.of()));
		assertThat(capture.input("a", 1).isEmpty()).isTrue();
		assertThat(capture.inputs().putAll(capture.fact("a", 1)).build().isEmpty()).isTrue();
	}

}
