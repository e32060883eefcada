package ai.prefactor.local;

import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

import ai.prefactor.autoconfigure.PrefactorConnectionDetails;
import ai.prefactor.autoconfigure.PrefactorProperties;
import ai.prefactor.autoconfigure.PrefactorTransportAutoConfiguration;

/**
 * {@link AutoConfiguration Auto-configuration} for the embedded platform, where
 * {@code prefactor.local.enabled} asks for it and no other platform is configured.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = PrefactorTransportAutoConfiguration.class)
@EnableConfigurationProperties(PrefactorProperties.class)
@Conditional(OnLocalPlatformCondition.class)
@ConditionalOnMissingBean(PrefactorConnectionDetails.class)
public final class LocalPlatformAutoConfiguration {

	private static final int MOST_RUNS = 1000;

	private static final long MOST_BYTES = 64 * 1024 * 1024;

	@Bean(initMethod = "start", destroyMethod = "stop")
	LocalPlatform prefactorLocalPlatform(PrefactorProperties properties) {
		PrefactorProperties.Local local = properties.local();
		LocalPlatformSettings settings = new LocalPlatformSettings(local.port(), local.printRuns(), MOST_RUNS,
				MOST_BYTES);
		return new LocalPlatform(settings, InstantSource.system(), ThreadLocalRandom::current);
	}

	@Bean
	PrefactorConnectionDetails prefactorLocalConnectionDetails(LocalPlatform platform) {
		return new LocalConnectionDetails(platform);
	}

	/**
	 * The way to the embedded platform, which asks for no token.
	 *
	 * @param platform the platform
	 */
	private record LocalConnectionDetails(LocalPlatform platform) implements PrefactorConnectionDetails {

		@Override
		public URI getUrl() {
			return this.platform.url();
		}

		@Override
		public @Nullable String getToken() {
			return null;
		}

		@Override
		public boolean isTokenRequired() {
			return false;
		}

	}

}
