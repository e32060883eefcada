package ai.prefactor.transport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FateTests {

	@ParameterizedTest
	@EnumSource
	void whatWasDeliveredByOneRequestShouldBeDelivered(Fate other) {
		assertThat(Fate.DELIVERED.or(other)).isEqualTo(Fate.DELIVERED);
		assertThat(other.or(Fate.DELIVERED)).isEqualTo(Fate.DELIVERED);
	}

	@Test
	void whatWasCutOffOnceShouldBeUnknownThoughItsRepeatIsUnsent() {
		assertThat(Fate.UNSENT.or(Fate.UNKNOWN)).isEqualTo(Fate.UNKNOWN);
		assertThat(Fate.UNKNOWN.or(Fate.UNSENT)).isEqualTo(Fate.UNKNOWN);
	}

}
