package ai.prefactor.id;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PfidGeneratorTests {

	private final InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(1_770_631_815_123L));

	private final Random random = new Random(42);

	@Test
	void nextShouldTakeThePartitionOfTheAgent() {
		PfidGenerator generator = PfidGenerator.forAgent(Pfid.of(1, 77, 2, 3).toString(), this.clock,
				() -> this.random);
		assertThat(generator.next().partition()).isEqualTo(77);
	}

	@Test
	void nextShouldKeepOneRandomPartitionWhereTheAgentHasNone() {
		PfidGenerator generator = PfidGenerator.forAgent("not-an-id", this.clock, () -> this.random);
		assertThat(generator.next().partition()).isEqualTo(generator.next().partition());
	}

	@Test
	void nextShouldCarryTheTimeOfTheClock() {
		PfidGenerator generator = PfidGenerator.forAgent(null, this.clock, () -> this.random);
		assertThat(generator.next().timestamp()).isEqualTo(this.clock.instant());
	}

	@Test
	void nextShouldNotRepeatItself() {
		PfidGenerator generator = PfidGenerator.forAgent(null, this.clock, () -> this.random);
		Set<Pfid> ids = new HashSet<>();
		for (int i = 0; i < 10_000; i++) {
			ids.add(generator.next());
		}
		assertThat(ids).hasSize(10_000);
	}

}
