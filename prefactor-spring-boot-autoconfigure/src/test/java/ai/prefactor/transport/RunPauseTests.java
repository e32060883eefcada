package ai.prefactor.transport;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunPauseTests {

	private final RunPause pause = new RunPause();

	// A monotonic clock may begin anywhere
	private long now = -Duration.ofDays(1).toNanos();

	@Test
	void aRunThatNothingWasWrongWithShouldNotPauseWhateverTheClockSays() {
		assertThat(this.pause.nanosLeft(this.now)).isZero();
	}

	@Test
	void pausesShouldGrowUpToTenSeconds() {
		for (int seconds : new int[] { 1, 2, 4, 8, 10, 10 }) {
			this.pause.begin(this.now);
			assertThat(this.pause.nanosLeft(this.now)).isEqualTo(Duration.ofSeconds(seconds).toNanos());
			pass(Duration.ofSeconds(seconds));
			assertThat(this.pause.nanosLeft(this.now)).isZero();
		}
	}

	@Test
	void pausesShouldBeginSmallOnceTheRunGoesOn() {
		this.pause.begin(this.now);
		pass(Duration.ofSeconds(55));
		this.pause.end();
		this.pause.begin(this.now);
		assertThat(this.pause.nanosLeft(this.now)).isEqualTo(Duration.ofSeconds(1).toNanos());
	}

	@Test
	void patienceWithAnAgentShouldEndAfterAMinuteOfRefusals() {
		for (int seconds : new int[] { 1, 2, 4, 8, 10, 10, 10, 10, 10 }) {
			assertThat(this.pause.beginForAgent(this.now)).isTrue();
			pass(Duration.ofSeconds(seconds));
		}
		assertThat(this.pause.beginForAgent(this.now)).isFalse();
	}

	@Test
	void patienceWithAnAgentShouldNotEndBecauseOfOtherFailures() {
		for (int i = 0; i < 20; i++) {
			this.pause.begin(this.now);
			pass(Duration.ofSeconds(10));
		}
		assertThat(this.pause.beginForAgent(this.now)).isTrue();
	}

	@Test
	void patienceWithAnAgentShouldNotEndWhileTheServerDoesNotAnswer() {
		this.pause.beginForAgent(this.now);
		pass(Duration.ofHours(1));
		assertThat(this.pause.beginForAgent(this.now)).isTrue();
	}

	@Test
	void patienceWithAnAgentShouldBeginAnewOnceTheRunGoesOn() {
		for (int i = 0; i < 8; i++) {
			this.pause.beginForAgent(this.now);
			pass(Duration.ofSeconds(10));
		}
		this.pause.end();
		assertThat(this.pause.beginForAgent(this.now)).isTrue();
		pass(Duration.ofSeconds(10));
		assertThat(this.pause.beginForAgent(this.now)).isTrue();
	}

	@Test
	void aHurriedPauseShouldBeShort() {
		this.pause.begin(this.now);
		this.pause.hurry(this.now);
		assertThat(this.pause.nanosLeft(this.now)).isEqualTo(Duration.ofMillis(500).toNanos());
		pass(Duration.ofMillis(400));
		this.pause.hurry(this.now);
		assertThat(this.pause.nanosLeft(this.now)).isEqualTo(Duration.ofMillis(100).toNanos());
	}

	private void pass(Duration duration) {
		this.now += duration.toNanos();
	}

}
