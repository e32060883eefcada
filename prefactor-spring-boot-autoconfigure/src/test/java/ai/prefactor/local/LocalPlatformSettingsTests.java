package ai.prefactor.local;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LocalPlatformSettingsTests {

	@ParameterizedTest
	@CsvSource({ "-1,1,1,port", "65536,1,1,port", "0,0,1,maxRuns", "0,1,0,maxBytes" })
	void createWhenAValueIsOutOfRangeShouldNameIt(int port, int maxRuns, long maxBytes, String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> new LocalPlatformSettings(port, true, maxRuns, maxBytes))
			.withMessageContaining("'" + name + "'");
	}

}
