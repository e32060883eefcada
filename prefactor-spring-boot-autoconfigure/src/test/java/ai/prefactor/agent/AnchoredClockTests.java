package ai.prefactor.agent;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnchoredClockTests {

	private final AtomicReference<Instant> wall = new AtomicReference<>(Instant.EPOCH);

	private final AtomicLong nanos = new AtomicLong(5);

	private final AnchoredClock clock = new AnchoredClock(this.wall::get, this.nanos::get);

	@Test
	void nowShouldFollowTheMonotonicClock() {
		this.nanos.addAndGet(1_500);
		assertThat(this.clock.now()).isEqualTo(Instant.EPOCH.plusNanos(1_500));
	}

	@Test
	void nowShouldNotFollowAWallClockThatJumps() {
		this.wall.set(Instant.EPOCH.minusSeconds(3_600));
		assertThat(this.clock.now()).isEqualTo(this.clock.start());
	}

}
