package ai.prefactor.http;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

	@ParameterizedTest
	@CsvSource({ "1,500", "2,1000", "3,2000", "6,16000", "7,30000", "100,30000", "100000,30000" })
	void delayShouldStartAtHalfOfAnExponentialStep(int repetition, long millis) {
		assertThat(backoff(random(0)).delay(repetition, null)).isEqualTo(Duration.ofMillis(millis));
	}

	@Test
	void delayShouldNotExceedTheStep() {
		Random random = new Random(1);
		Backoff backoff = backoff(random);
		for (int i = 0; i < 10_000; i++) {
			assertThat(backoff.delay(3, null)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
		}
	}

	@Test
	void delayWhenServerAsksForMoreShouldWaitAsLong() {
		assertThat(backoff(random(0)).delay(1, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
	}

	@Test
	void delayWhenServerAsksForLessShouldKeepTheStep() {
		assertThat(backoff(random(0)).delay(3, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(2));
	}

	private static Backoff backoff(RandomGenerator random) {
		return new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(60), () -> random);
	}

	private static RandomGenerator random(long value) {
		return () -> value;
	}

}
