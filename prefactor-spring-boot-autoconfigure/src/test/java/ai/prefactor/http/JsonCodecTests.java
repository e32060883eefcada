package ai.prefactor.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonCodecTests {

	private final JsonCodec codec = new JsonCodec();

	@Test
	void encodeShouldKeepTheOrderOfTheRecordInSnakeCaseWithoutNulls() {
		assertThat(text(new Sample("é", null, "{ \"raw\": 1.0 }")))
			.isEqualTo("{\"secondName\":\"é\",\"payload\":{ \"raw\": 1.0 }}".replace("secondName", "second_name"));
	}

	@ParameterizedTest
	@CsvSource({ "2026-02-09T10:15:30.123456789Z,2026-02-09T10:15:30.123Z",
			"2026-02-09T10:15:30Z,2026-02-09T10:15:30.000Z" })
	void encodeShouldWriteTimesInUtcToTheMillisecond(Instant time, String expected) {
		assertThat(text(new Timed(time))).isEqualTo("{\"at\":\"" + expected + "\"}");
	}

	@Test
	void encodedBodyShouldBeFrozen() {
		EncodedBody<Sample> body = this.codec.encode(new Sample("a", null, null));
		body.toByteArray()[0] = 'x';
		assertThat(body.toByteArray()).startsWith('{');
	}

	@Test
	void encodedBodyShouldNotShowItsContent() {
		assertThat(this.codec.encode(new Sample("secret", null, null))).hasToString("EncodedBody[24 bytes]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "<html>", "{\"status\":\"succ", "{\"status\":\"success\"}<html>", "{'a':1}" })
	void parseWhenNotJsonShouldBeNull(String text) {
		assertThat(this.codec.parse(text.getBytes(StandardCharsets.UTF_8))).isNull();
	}

	@Test
	void parseWhenNestedBeyondReasonShouldBeNull() {
		assertThat(this.codec.parse("[".repeat(100_000).getBytes(StandardCharsets.UTF_8))).isNull();
	}

	private String text(Object value) {
		return new String(this.codec.encode(value).toByteArray(), StandardCharsets.UTF_8);
	}

	record Sample(String secondName, @Nullable String absent, @JsonRawValue @Nullable String payload) {
	}

	record Timed(Instant at) {
	}

}
