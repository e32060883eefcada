package ai.prefactor.agent;

import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunSamplerTests {

	@Test
	void neverShouldRecordNothing() {
		assertThat(share(RunSampler.never())).isZero();
	}

	@Test
	void ofRateShouldRecordAllOrNothingAtItsEnds() {
		assertThat(share(RunSampler.ofRate(1.0, () -> new Random(1)))).isEqualTo(10_000);
		assertThat(share(RunSampler.ofRate(0.0, () -> new Random(1)))).isZero();
	}

	@Test
	void ofRateShouldRecordItsShare() {
		Random random = new Random(1);
		assertThat(share(RunSampler.ofRate(0.25, () -> random))).isBetween(2_300L, 2_700L);
	}

	private static long share(RunSampler sampler) {
		return IntStream.range(0, 10_000).filter((i) -> sampler.sample(RunOptions.configured())).count();
	}

}
