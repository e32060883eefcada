package ai.prefactor.test;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import ai.prefactor.local.LocalPlatform;
import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.Traced;
import ai.prefactor.transport.Transport;

import static ai.prefactor.test.PrefactorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The recorder in applications whose own configuration says otherwise.
 */
class AutoConfigurePrefactorRecorderTests {

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
	@AutoConfigurePrefactorRecorder
	class WithoutAToken extends Recording {

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
			properties = "spring.config.location=classpath:ai/prefactor/test/switched-off.properties")
	@AutoConfigurePrefactorRecorder
	class SwitchedOff extends Recording {

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
			properties = "spring.config.location=classpath:ai/prefactor/test/local.properties")
	@AutoConfigurePrefactorRecorder
	class Local extends Recording {

		@Test
		void embeddedPlatformShouldNotStart(@Autowired ApplicationContext context) {
			assertThat(context.getEnvironment().getProperty("prefactor.local.port")).isEqualTo("0");
			assertThat(context.getBeansOfType(LocalPlatform.class)).isEmpty();
		}

	}

	abstract static class Recording {

		@Autowired
		private SupportAgent agent;

		@Autowired
		private PrefactorRecorder recorder;

		@Autowired
		private Transport transport;

		@BeforeEach
		void forget() {
			this.recorder.clear();
		}

		@Test
		void recorderShouldBeTheOnlyTransport() {
			assertThat(this.transport).isSameAs(this.recorder);
		}

		@Test
		void tracedBeanShouldBeRecorded() {
			this.agent.answer("A-17");
			assertThat(this.recorder.run()).isComplete().hasOnlyDeclaredTypes().hasTree("""
					agent answer complete
					  tool lookUpOrder complete
					""");
			assertThat(this.recorder.run().span("lookUpOrder")).hasKind(SpanKind.TOOL)
				.hasInput("orderId", "A-17")
				.hasOutput(Map.of("result", "on its way"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Orders orders() {
			return new Orders();
		}

		@Bean
		SupportAgent supportAgent(Orders orders) {
			return new SupportAgent(orders);
		}

	}

	static class SupportAgent {

		private final Orders orders;

		SupportAgent(Orders orders) {
			this.orders = orders;
		}

		@Traced(kind = SpanKind.AGENT)
		String answer(String question) {
			return this.orders.lookUpOrder(question);
		}

	}

	static class Orders {

		@Traced(kind = SpanKind.TOOL)
		String lookUpOrder(String orderId) {
			return "on its way";
		}

	}

}
