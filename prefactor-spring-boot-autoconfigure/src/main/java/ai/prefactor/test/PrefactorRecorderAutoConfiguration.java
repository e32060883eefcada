package ai.prefactor.test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import ai.prefactor.autoconfigure.PrefactorTransportAutoConfiguration;

/**
 * {@link AutoConfiguration Auto-configuration} for the recorder, which
 * {@link AutoConfigurePrefactorRecorder} imports.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = PrefactorTransportAutoConfiguration.class)
public final class PrefactorRecorderAutoConfiguration {

	@Bean
	PrefactorRecorder prefactorRecorder() {
		return new PrefactorRecorder();
	}

}
