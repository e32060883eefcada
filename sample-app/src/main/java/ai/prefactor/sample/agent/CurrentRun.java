package ai.prefactor.sample.agent;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import ai.prefactor.context.SpanContext;

/**
 * The run that the calling thread is in.
 */
@Component
class CurrentRun {

	/**
	 * The id that the platform knows the run by.
	 * @return the id, {@code null} outside of a run and where the run is not traced
	 */
	@Nullable String id() {
		SpanContext context = SpanContext.current();
		return (context != null) ? context.runId().toString() : null;
	}

}
