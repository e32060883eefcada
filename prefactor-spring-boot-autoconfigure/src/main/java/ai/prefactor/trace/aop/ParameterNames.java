package ai.prefactor.trace.aop;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;

/**
 * Knows the parameters of methods by name; by number where they were compiled without
 * their names, of which the log tells once.
 */
final class ParameterNames {

	private static final Logger logger = LoggerFactory.getLogger(ParameterNames.class);

	private static final AtomicBoolean WARNED = new AtomicBoolean();

	private final ParameterNameDiscoverer discoverer = new DefaultParameterNameDiscoverer();

	private final AtomicBoolean warned;

	ParameterNames() {
		this(WARNED);
	}

	/**
	 * Names that share a warning.
	 * @param warned whether the log was told
	 */
	ParameterNames(AtomicBoolean warned) {
		this.warned = warned;
	}

	/**
	 * Names the parameters of a method.
	 * @param specific the method that is run
	 * @param called the method that is called, for example that of an interface
	 * @return one name for each parameter
	 */
	List<String> of(Method specific, Method called) {
		int count = specific.getParameterCount();
		if (count == 0) {
			return List.of();
		}
		@Nullable String @Nullable [] names = this.discoverer.getParameterNames(specific);
		if (names == null && !called.equals(specific)) {
			names = this.discoverer.getParameterNames(called);
		}
		if (names == null) {
			warn(specific);
		}
		@Nullable String @Nullable [] found = names;
		return IntStream.range(0, count).mapToObj((i) -> name(found, i)).toList();
	}

	private void warn(Method method) {
		if (this.warned.compareAndSet(false, true)) {
			logger
				.warn("The parameters of {} were compiled without their names: inputs are called arg0, arg1 and so on, "
						+ "here and wherever else this holds. Compile with '-parameters', as Spring Boot's Maven and "
						+ "Gradle plugins do.", method);
		}
	}

	private static String name(@Nullable String @Nullable [] names, int index) {
		String name = (names != null) ? names[index] : null;
		return (name != null) ? name : "arg" + index;
	}

}
