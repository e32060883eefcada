package ai.prefactor.payload;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class PayloadTests {

	private static final JsonMapper MAPPER = new JsonMapper();

	private final PayloadCapture capture = Captures.withDefaults();

	@Test
	void emptyShouldBeAnEmptyObjectThatWeighsNothing() {
		assertThat(Payload.empty().isEmpty()).isTrue();
		assertThat(Payload.empty().weight()).isZero();
		assertThat(Payload.empty().toJson()).isEqualTo("{}");
		assertThat(this.capture.inputs().build()).isSameAs(Payload.empty());
	}

	@Test
	void isEmptyWhenAnObjectHasPropertiesShouldBeFalse() {
		assertThat(this.capture.output(List.of()).isEmpty()).isFalse();
		assertThat(this.capture.output(new Pair("a", "b")).isEmpty()).isFalse();
		assertThat(this.capture.output(new Object()).isEmpty()).isTrue();
	}

	@Test
	void writeToShouldWriteTheSameToEveryKindOfGenerator() throws Exception {
		Payload payload = this.capture.inputs()
			.put("text", "grün \uD83D\uDE00 \uD83D")
			.put("bean", new Pair("grün \uD83D\uDE00", "y".repeat(9000)))
			.build();
		StringWriter text = new StringWriter();
		try (JsonGenerator gen = MAPPER.createGenerator(text)) {
			payload.writeTo(gen);
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JsonGenerator gen = MAPPER.createGenerator(bytes)) {
			payload.writeTo(gen);
		}
		assertThat(MAPPER.readTree(bytes.toByteArray())).isEqualTo(MAPPER.readTree(text.toString()));
		assertThat(MAPPER.readTree(payload.toJson())).isEqualTo(MAPPER.readTree(text.toString()));
		assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\"bean\":{\"left\":\"grün \uD83D\uDE00\"");
	}

	@Test
	void writeToShouldWriteInPlaceAmongOtherValues() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JsonGenerator gen = MAPPER.createGenerator(bytes)) {
			gen.writeStartObject();
			gen.writeName("inputs");
			this.capture.inputs().put("a", List.of(1)).put("b", 2).build().writeTo(gen);
			gen.writeName("outputs");
			this.capture.output(new Pair("l", "r")).writeTo(gen);
			gen.writeName("metadata");
			Payload.empty().writeTo(gen);
			gen.writeEndObject();
		}
		assertThat(bytes.toString(StandardCharsets.UTF_8))
			.isEqualTo("{\"inputs\":{\"a\":[1],\"b\":2},\"outputs\":{\"left\":\"l\",\"right\":\"r\"},\"metadata\":{}}");
	}

	@Test
	void writeToShouldRepeatItselfByteForByte() {
		Payload payload = this.capture.inputs().put("a", "x").put("b", new Pair("l", "r")).build();
		assertThat(Captures.bytes(payload)).isEqualTo(Captures.bytes(payload));
	}

	@Test
	void weightShouldGrowWithWhatIsHeld() {
		long one = this.capture.inputs().put("a", "x".repeat(1000)).build().weight();
		long two = this.capture.inputs().put("a", "x".repeat(2000)).build().weight();
		assertThat(two - one).isEqualTo(1000);
		assertThat(this.capture.inputs().put("a", "\u20ac".repeat(1000)).build().weight() - one).isEqualTo(1000);
		long small = this.capture.output(new Pair("x", "y")).weight();
		long large = this.capture.output(new Pair("x".repeat(1001), "y")).weight();
		assertThat(large - small).isEqualTo(1000);
		assertThat(this.capture.inputs().put("a", 1).build().weight()).isBetween(50L, 300L);
		assertThat(this.capture.input("a", 1).weight()).isLessThan(this.capture.inputs().put("a", 1).build().weight());
	}

	@Test
	void toStringShouldHoldNoData() {
		assertThat(this.capture.inputs().put("a", "private").build().toString()).doesNotContain("private");
	}

	record Pair(String left, String right) {
	}

}
