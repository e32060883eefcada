package ai.prefactor.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A real application whose environment variables are those of the test alone.
 */
public final class TestApplication {

	private final Class<?> configuration;

	private final Map<String, Object> variables = new TreeMap<>();

	private final Map<String, Object> properties = new TreeMap<>();

	private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

	public TestApplication(Class<?> configuration) {
		this.configuration = configuration;
	}

	public TestApplication variable(String name, String value) {
		this.variables.put(name, value);
		return this;
	}

	public TestApplication property(String name, String value) {
		this.properties.put(name, value);
		return this;
	}

	public ConfigurableApplicationContext run() {
		StandardEnvironment environment = new StandardEnvironment();
		String systemEnvironment = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		environment.getPropertySources()
			.replace(systemEnvironment, new SystemEnvironmentPropertySource(systemEnvironment, this.variables));
		environment.getPropertySources().addFirst(new MapPropertySource("test", this.properties));
		SpringApplication application = new SpringApplication(this.configuration);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironment(environment);
		application.setRegisterShutdownHook(false);
		application.addInitializers(this.contexts::add);
		return application.run();
	}

	/**
	 * What the user is shown when the start fails: the first answer of the analysers that
	 * are registered, in their order.
	 */
	public FailureAnalysis failure() {
		Throwable failure = Objects.requireNonNull(catchThrowable(this::run), "The application started");
		ConfigurableApplicationContext context = this.contexts.get(0);
		ArgumentResolver arguments = ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
			.and(Environment.class, context.getEnvironment());
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, arguments, FailureHandler.throwing())
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow(() -> new AssertionError("No analysis", failure));
	}

}
