package ai.prefactor.transport;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import ai.prefactor.http.ManualTime;

import static org.assertj.core.api.Assertions.assertThat;

class RunPauseTests {

	private final ManualTime time = new ManualTime();

	private final RunPause pause = new RunPause();

	@Test
	void pausesShouldGrowUpToTenSeconds() {
		for (int seconds : new int[] { 1, 2, 4, 8, 10, 10 }) {
			assertThat(this.pause.begin(this.time.nanos())).isTrue();
			assertThat(this.pause.nanosLeft(this.time.nanos())).isEqualTo(Duration.ofSeconds(seconds).toNanos());
			this.time.advance(Duration.ofSeconds(seconds));
			assertThat(this.pause.nanosLeft(this.time.nanos())).isZero();
		}
	}

	@Test
	void patienceShouldEndAfterAMinute() {
		assertThat(this.pause.begin(this.time.nanos())).isTrue();
		this.time.advance(Duration.ofSeconds(59));
		assertThat(this.pause.begin(this.time.nanos())).isTrue();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.pause.begin(this.time.nanos())).isFalse();
	}

	@Test
	void patienceShouldBeginAnewOnceTheRunGoesOn() {
		this.pause.begin(this.time.nanos());
		this.time.advance(Duration.ofSeconds(55));
		this.pause.end();
		this.pause.begin(this.time.nanos());
		assertThat(this.pause.nanosLeft(this.time.nanos())).isEqualTo(Duration.ofSeconds(1).toNanos());
		this.time.advance(Duration.ofSeconds(55));
		assertThat(this.pause.begin(this.time.nanos())).isTrue();
	}

}
