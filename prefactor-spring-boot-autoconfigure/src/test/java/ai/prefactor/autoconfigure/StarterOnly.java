package ai.prefactor.autoconfigure;

import java.time.Duration;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.Traced;
import ai.prefactor.transport.Transport;

/**
 * An application with nothing but the starter, to be loaded from a bare class path.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StarterOnly {

	public static String trace() {
		SpringApplication application = new SpringApplication(StarterOnly.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		try (ConfigurableApplicationContext context = application.run("--prefactor.local.enabled=true",
				"--prefactor.local.port=0", "--spring.main.banner-mode=off")) {
			Step step = context.getBean(Step.class);
			step.run();
			Transport transport = context.getBean(Transport.class);
			transport.flush(Duration.ofSeconds(10));
			return transport.status().counts().delivered() + " delivered, "
					+ (AopUtils.isAopProxy(step) ? "proxied" : "not proxied") + ", "
					+ (context.containsBean("prefactorHealthIndicator") ? "with health" : "without health");
		}
	}

	@Bean
	Step step() {
		return new Step();
	}

	static class Step {

		@Traced(kind = SpanKind.AGENT)
		void run() {
		}

	}

}
