package ai.prefactor.transport;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.http.ManualTime;

import static org.assertj.core.api.Assertions.assertThat;

class LaneRunTests {

	private final ManualTime time = new ManualTime();

	private final LaneRun run = new LaneRun(new Deliveries(new FakePlatform(), new TerminationMonitor()).run());

	@Test
	void pausesShouldGrowUpToTenSeconds() {
		for (int seconds : new int[] { 1, 2, 4, 8, 10, 10 }) {
			assertThat(this.run.postpone(this.time.nanos())).isTrue();
			assertThat(this.run.nanosLeft(this.time.nanos())).isEqualTo(Duration.ofSeconds(seconds).toNanos());
			this.time.advance(Duration.ofSeconds(seconds));
			assertThat(this.run.nanosLeft(this.time.nanos())).isZero();
		}
	}

	@Test
	void patienceShouldEndAfterAMinute() {
		assertThat(this.run.postpone(this.time.nanos())).isTrue();
		this.time.advance(Duration.ofSeconds(59));
		assertThat(this.run.postpone(this.time.nanos())).isTrue();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.run.postpone(this.time.nanos())).isFalse();
	}

	@Test
	void patienceShouldBeginAnewOnceTheRunGoesOn() {
		this.run.postpone(this.time.nanos());
		this.time.advance(Duration.ofSeconds(55));
		this.run.goesOn();
		this.run.postpone(this.time.nanos());
		assertThat(this.run.nanosLeft(this.time.nanos())).isEqualTo(Duration.ofSeconds(1).toNanos());
		this.time.advance(Duration.ofSeconds(55));
		assertThat(this.run.postpone(this.time.nanos())).isTrue();
	}

}
