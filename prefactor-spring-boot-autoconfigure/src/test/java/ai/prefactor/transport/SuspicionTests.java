package ai.prefactor.transport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SuspicionTests {

	private final Suspicion suspicion = new Suspicion();

	@Test
	void threeFailuresShouldProveItOnlyIfOthersWereTaken() {
		this.suspicion.begin(7);
		fail(3);
		assertThat(this.suspicion.isProven(7)).isFalse();
		assertThat(this.suspicion.isProven(8)).isTrue();
	}

	@Test
	void whatWasTakenBeforeItCameUnderSuspicionShouldProveNothing() {
		this.suspicion.begin(7);
		this.suspicion.begin(5);
		fail(3);
		assertThat(this.suspicion.isProven(7)).isFalse();
	}

	@Test
	void eightFailuresShouldProveItAnyhow() {
		this.suspicion.begin(0);
		fail(7);
		assertThat(this.suspicion.isProven(0)).isFalse();
		fail(1);
		assertThat(this.suspicion.isProven(0)).isTrue();
	}

	private void fail(int times) {
		for (int i = 0; i < times; i++) {
			this.suspicion.failedAlone();
		}
	}

}
