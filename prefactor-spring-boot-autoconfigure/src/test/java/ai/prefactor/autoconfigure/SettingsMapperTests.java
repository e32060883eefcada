package ai.prefactor.autoconfigure;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import ai.prefactor.transport.TransportSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SettingsMapper}.
 */
class SettingsMapperTests {

	@Test
	void transportShouldTakeTheBatch() {
		TransportSettings settings = transport(Map.of("prefactor.batch.enabled", "false", "prefactor.batch.max-items",
				"7", "prefactor.batch.max-bytes", "1MB", "prefactor.batch.linger", "3ms"));
		assertThat(settings.batch()).isEqualTo(new TransportSettings.Batch(false, 7, 1 << 20, Duration.ofMillis(3)));
	}

	@Test
	void transportWhenOverflowIsDropShouldHaveNoBlockTimeout() {
		assertThat(transport(Map.of("prefactor.queue.block-timeout", "5ms")).blockTimeout()).isNull();
	}

	@Test
	void transportWhenOverflowIsBlockShouldHaveItsTimeout() {
		TransportSettings settings = transport(
				Map.of("prefactor.queue.overflow", "block", "prefactor.queue.block-timeout", "5ms"));
		assertThat(settings.blockTimeout()).isEqualTo(Duration.ofMillis(5));
	}

	private static TransportSettings transport(Map<String, String> properties) {
		Binder binder = new Binder(new MapConfigurationPropertySource(properties));
		return new SettingsMapper(binder.bindOrCreate("prefactor", PrefactorProperties.class)).transport();
	}

}
