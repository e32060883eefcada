package ai.prefactor.benchmarks.peer;

import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import ai.prefactor.benchmarks.peer.Answering.Plain;

/**
 * An application with the starter, as a user has it.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Application {

	/**
	 * Starts the application.
	 * @param url where Prefactor is
	 * @param properties further properties
	 * @return its context
	 */
	public static ConfigurableApplicationContext start(String url, Map<String, Object> properties) {
		Map<String, Object> all = new TreeMap<>(properties);
		all.put("spring.application.name", "benchmarks");
		all.put("prefactor.api.url", url);
		all.put("prefactor.api.token", "benchmark");
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties(all)
			.run();
	}

	@Bean
	Answering answering() {
		return new Plain();
	}

}
