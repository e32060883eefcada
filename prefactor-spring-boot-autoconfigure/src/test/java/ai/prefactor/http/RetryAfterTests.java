package ai.prefactor.http;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTests {

	private final ManualTime time = new ManualTime();

	@ParameterizedTest
	@CsvSource({ "0,0", "7,7", "' 120 ',120", "3600,3600", "3601,3600", "99999999999999999999999,3600" })
	void parseShouldReadSecondsUpToAnHour(String header, long seconds) {
		assertThat(RetryAfter.parse(header, this.time)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@Test
	void parseShouldReadADate() {
		assertThat(RetryAfter.parse("Mon, 09 Feb 2026 10:16:15 GMT", this.time)).isEqualTo(Duration.ofSeconds(45));
	}

	@Test
	void parseWhenDateIsFarAwayShouldBeAnHour() {
		assertThat(RetryAfter.parse("Tue, 09 Feb 2027 10:16:15 GMT", this.time)).isEqualTo(Duration.ofHours(1));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "-5", "1.5", "soon", "1e3", "Mon, 09 Feb 2026", "Mon, 09 Feb 2026 10:15:29 GMT",
			"\u0661" })
	void parseWhenHeaderMakesNoSenseShouldBeNull(String header) {
		assertThat(RetryAfter.parse(header, this.time)).isNull();
	}

}
