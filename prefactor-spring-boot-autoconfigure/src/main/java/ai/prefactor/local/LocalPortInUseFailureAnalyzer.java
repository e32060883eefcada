package ai.prefactor.local;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/**
 * Says what to do when the embedded platform's port is taken. It goes ahead of Boot's own
 * analysis of web servers, which would name another property.
 */
@Order(0)
final class LocalPortInUseFailureAnalyzer extends AbstractFailureAnalyzer<LocalPortInUseException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, LocalPortInUseException cause) {
		int port = cause.port();
		String description = """
				Prefactor's embedded platform could not start:

				    Property: prefactor.local.port
				    Value: "%d"
				    Reason: Port %d is already in use.""".formatted(port, port);
		String action = "Stop what listens on port %d, or set prefactor.local.port to another port (0 takes any free one)."
			.formatted(port);
		return new FailureAnalysis(description, action, cause);
	}

}
