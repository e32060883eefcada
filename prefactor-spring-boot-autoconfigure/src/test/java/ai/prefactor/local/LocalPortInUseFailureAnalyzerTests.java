package ai.prefactor.local;

import java.net.BindException;

import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import ai.prefactor.autoconfigure.TestApplication;

import static org.assertj.core.api.Assertions.assertThat;

class LocalPortInUseFailureAnalyzerTests {

	@Test
	void startWhenPortIsInUseShouldSayWhichPropertyToChange() {
		FailureAnalysis failure = new TestApplication(Platform.class).failure();
		assertThat(failure.getDescription()).isEqualTo("""
				Prefactor's embedded platform could not start:

				    Property: prefactor.local.port
				    Value: "8787"
				    Reason: Port 8787 is already in use.""");
		assertThat(failure.getAction()).isEqualTo("Stop what listens on port 8787, "
				+ "or set prefactor.local.port to another port (0 takes any free one).");
	}

	@Configuration(proxyBeanMethods = false)
	static class Platform {

		@Bean
		SmartLifecycle platform() {
			return new SmartLifecycle() {

				@Override
				public void start() {
					throw new LocalPortInUseException(8787, new BindException("Address already in use"));
				}

				@Override
				public void stop() {
				}

				@Override
				public boolean isRunning() {
					return false;
				}

			};
		}

	}

}
