package ai.prefactor.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import ai.prefactor.autoconfigure.PrefactorProperties.Purpose;
import ai.prefactor.autoconfigure.PrefactorProperties.QueueOverflow;
import ai.prefactor.autoconfigure.PrefactorProperties.QueueType;

import static org.assertj.core.api.Assertions.assertThat;

class PrefactorPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Config.class);

	@Test
	void bindWhenNothingIsSetShouldTakeTheDefaults() {
		this.runner.run((context) -> {
			PrefactorProperties properties = context.getBean(PrefactorProperties.class);
			assertThat(properties.enabled()).isTrue();
			assertThat(properties.api()).isEqualTo(new PrefactorProperties.Api("https://app.prefactorai.com", null,
					Duration.ofSeconds(10), Duration.ofSeconds(30), new PrefactorProperties.Ssl(null)));
			assertThat(properties.agent())
				.isEqualTo(new PrefactorProperties.Agent(null, null, null, "", null, Purpose.LIVE, true, null));
			assertThat(properties.run().linger()).isEqualTo(Duration.ofSeconds(30));
			assertThat(properties.sampleRate()).isEqualTo(1.0);
			assertThat(properties.capture().maxPayloadSize()).isEqualTo(DataSize.ofKilobytes(256));
			assertThat(properties.capture().redactKeys()).isNull();
			assertThat(properties.retry().onStatusCodes()).containsExactly("429", "500-599");
			assertThat(properties.queue()).isEqualTo(new PrefactorProperties.Queue(QueueType.MEMORY, 100_000,
					DataSize.ofMegabytes(64), 2, QueueOverflow.DROP, Duration.ofMillis(100)));
			assertThat(properties.batch())
				.isEqualTo(new PrefactorProperties.Batch(true, 1000, DataSize.ofMegabytes(4), Duration.ofMillis(200)));
			assertThat(properties.shutdownTimeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat(properties.local()).isEqualTo(new PrefactorProperties.Local(false, 8787, true));
			assertThat(properties.health().downWhenSuspended()).isFalse();
		});
	}

	@Test
	void bindWhenSetShouldTakeTheValues() {
		this.runner
			.withPropertyValues("prefactor.agent.purpose=smoke_test", "prefactor.queue.type=MEMORY",
					"prefactor.capture.redact-keys=a,b", "prefactor.health.down-when-suspended=true",
					"prefactor.retry.multiplier=1.5", "prefactor.api.ssl.bundle=inner",
					"prefactor.queue.overflow=block", "prefactor.batch.linger=0s", "prefactor.batch.max-bytes=15MB")
			.run((context) -> {
				PrefactorProperties properties = context.getBean(PrefactorProperties.class);
				assertThat(properties.agent().purpose()).isEqualTo(Purpose.SMOKE_TEST);
				assertThat(properties.capture().redactKeys()).containsExactlyInAnyOrder("a", "b");
				assertThat(properties.health().downWhenSuspended()).isTrue();
				assertThat(properties.retry().multiplier()).isEqualTo(1.5);
				assertThat(properties.api().ssl().bundle()).isEqualTo("inner");
				assertThat(properties.queue().overflow()).isEqualTo(QueueOverflow.BLOCK);
				assertThat(properties.batch().linger()).isZero();
				assertThat(properties.batch().maxBytes()).isEqualTo(DataSize.ofMegabytes(15));
			});
	}

	@Test
	void bindWhenEmptyShouldTakeTheDefaults() {
		this.runner
			.withPropertyValues("prefactor.api.url=", "prefactor.api.token= ", "prefactor.api.ssl.bundle=",
					"prefactor.agent.id=", "prefactor.agent.name=", "prefactor.agent.purpose=", "prefactor.run.linger=",
					"prefactor.queue.max-bytes=")
			.run((context) -> {
				PrefactorProperties properties = context.getBean(PrefactorProperties.class);
				assertThat(properties.api().url()).isEqualTo("https://app.prefactorai.com");
				assertThat(properties.api().token()).isNull();
				assertThat(properties.api().ssl().bundle()).isNull();
				assertThat(properties.agent().id()).isNull();
				assertThat(properties.agent().name()).isNull();
				assertThat(properties.agent().purpose()).isEqualTo(Purpose.LIVE);
				assertThat(properties.run().linger()).isEqualTo(Duration.ofSeconds(30));
				assertThat(properties.queue().maxBytes()).isEqualTo(DataSize.ofMegabytes(64));
			});
	}

	@Test
	void toStringShouldHideTokenAndCredentials() {
		this.runner
			.withPropertyValues("prefactor.api.token=s3cr3t", "prefactor.api.url=https://me:hidden@host/?key=hidden")
			.run((context) -> assertThat(context.getBean(PrefactorProperties.class).toString())
				.contains("Api[url=https://******@host/?******, token=******,")
				.doesNotContain("s3cr3t")
				.doesNotContain("hidden"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(PrefactorProperties.class)
	static class Config {

	}

}
