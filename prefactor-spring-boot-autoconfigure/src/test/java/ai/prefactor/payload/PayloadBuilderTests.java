package ai.prefactor.payload;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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

}
