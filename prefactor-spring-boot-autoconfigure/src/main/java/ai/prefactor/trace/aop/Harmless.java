package ai.prefactor.trace.aop;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what goes wrong in tracing away from the traced code: a line in the log at DEBUG
 * is all that shows.
 */
final class Harmless {

	private static final Logger logger = LoggerFactory.getLogger(Harmless.class);

	private Harmless() {
	}

	static void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			logger.debug("A call is not traced as it should be", ex);
		}
	}

	static <T> @Nullable T get(Supplier<? extends @Nullable T> supplier) {
		try {
			return supplier.get();
		}
		catch (RuntimeException | Error ex) {
			logger.debug("A call is not traced", ex);
			return null;
		}
	}

}
