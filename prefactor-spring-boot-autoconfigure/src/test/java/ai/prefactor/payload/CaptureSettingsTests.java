package ai.prefactor.payload;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CaptureSettingsTests {

	@Test
	void defaultsShouldBeThoseThatAreDocumented() {
		assertThat(CaptureSettings.defaults())
			.isEqualTo(new CaptureSettings(true, true, 10_000, 10_000, 262_144, CaptureSettings.DEFAULT_REDACT_KEYS));
	}

	@Test
	void constructorShouldCopyTheKeys() {
		Set<String> keys = new HashSet<>(Set.of("a"));
		CaptureSettings settings = new CaptureSettings(true, true, 1, 1, 2, keys);
		keys.add("b");
		assertThat(settings.redactKeys()).containsExactly("a");
	}

	@Test
	void constructorWhenALengthIsNegativeShouldNameIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CaptureSettings(true, true, -1, 1, 2, Set.of()))
			.withMessage("'maxInputLength' must not be negative");
		assertThatIllegalArgumentException().isThrownBy(() -> new CaptureSettings(true, true, 1, -1, 2, Set.of()))
			.withMessage("'maxOutputLength' must not be negative");
	}

	@Test
	void constructorWhenNoObjectFitsShouldRefuse() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CaptureSettings(true, true, 1, 1, 1, Set.of()))
			.withMessage("'maxPayloadSize' must be at least 2");
	}

}
