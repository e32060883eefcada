package ai.prefactor.api;

import java.io.StringWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import static org.assertj.core.api.Assertions.assertThat;

class TimestampsTests {

	@ParameterizedTest
	@CsvSource({ "2026-02-09T10:15:30.123456789Z,2026-02-09T10:15:30.123Z",
			"2026-02-09T10:15:30Z,2026-02-09T10:15:30.000Z", "1969-12-31T23:59:59.999Z,1969-12-31T23:59:59.999Z",
			"2024-02-29T00:00:00.001Z,2024-02-29T00:00:00.001Z", "0001-01-01T00:00:00Z,0001-01-01T00:00:00.000Z",
			"9999-12-31T23:59:59.999Z,9999-12-31T23:59:59.999Z", "+10000-01-01T00:00:00Z,+10000-01-01T00:00:00.000Z" })
	void writeShouldBeUtcToTheMillisecond(Instant time, String expected) {
		assertThat(written(time)).isEqualTo("\"" + expected + "\"");
	}

	@Test
	void writeShouldAgreeWithTheJdk() {
		Random random = new Random(20260209);
		for (int i = 0; i < 10_000; i++) {
			Instant time = Instant.ofEpochMilli(random.nextLong(-10_000_000_000_000L, 10_000_000_000_000L));
			assertThat(written(time))
				.isEqualTo("\"" + new DateTimeFormatterBuilder().appendInstant(3).toFormatter().format(time) + "\"");
		}
	}

	private static String written(Instant time) {
		StringWriter text = new StringWriter();
		try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
			Timestamps.write(json, time);
		}
		return text.toString();
	}

}
