package ai.prefactor.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AttemptGateTests {

	private final ManualTime time = new ManualTime();

	private final AttemptGate gate = new AttemptGate(this.time::nanos, this.time);

	@Test
	void passWhenOpenShouldNotWait() throws InterruptedException {
		this.gate.pass();
		assertThat(this.time.sleeps()).isEmpty();
	}

	@Test
	void passWhenClosedShouldWaitForTheRest() throws InterruptedException {
		this.gate.closeFor(Duration.ofSeconds(10));
		this.time.advance(Duration.ofSeconds(4));
		this.gate.pass();
		assertThat(this.time.sleeps()).containsExactly(Duration.ofSeconds(6));
	}

	@Test
	void closeForShouldNotOpenEarlier() {
		this.gate.closeFor(Duration.ofSeconds(10));
		this.gate.closeFor(Duration.ofSeconds(3));
		assertThat(this.gate.closedFor()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void passWhenClosedAgainMeanwhileShouldWaitOn() throws InterruptedException {
		CountDownLatch closedAgain = new CountDownLatch(1);
		AttemptGate[] holder = new AttemptGate[1];
		holder[0] = new AttemptGate(this.time::nanos, (duration) -> {
			if (closedAgain.getCount() > 0) {
				closedAgain.countDown();
				holder[0].closeFor(Duration.ofSeconds(8));
			}
			this.time.sleep(duration);
		});
		holder[0].closeFor(Duration.ofSeconds(5));
		holder[0].pass();
		assertThat(this.time.sleeps()).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(3));
	}

	@Test
	void closedForWhenTimeIsOverShouldBeZero() {
		this.gate.closeFor(Duration.ofSeconds(1));
		this.time.advance(Duration.ofSeconds(2));
		assertThat(this.gate.closedFor()).isZero();
	}

	@Test
	@Timeout(20)
	void passOnTheSystemsTimeShouldEndAtAnInterrupt() {
		AttemptGate system = AttemptGate.system();
		system.closeFor(Duration.ofHours(1));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(system::pass);
	}

	@Test
	@Timeout(20)
	void passOnTheSystemsTimeShouldOpen() throws InterruptedException {
		AttemptGate system = AttemptGate.system();
		system.closeFor(Duration.ofMillis(20));
		system.pass();
		assertThat(system.closedFor()).isZero();
	}

}
