package ai.prefactor.api;

import ai.prefactor.http.EncodedBody;

/**
 * Spans: the steps of a run. Retries as configured, with the same bytes. Safe for use by
 * many threads; the calling thread waits and can be interrupted. All methods throw
 * {@link ai.prefactor.http.PrefactorHttpException}.
 *
 * @since 0.1.0
 */
public interface AgentSpanClient {

	/**
	 * Creates a span.
	 * @param body the span
	 * @return the answer; without an id if the server told none
	 */
	Acknowledgement create(EncodedBody<CreateSpanRequest> body);

	/**
	 * Finishes a span. One that is finished already is no failure.
	 * @param spanId the span's id
	 * @param body how it ended, and when
	 * @return the answer
	 */
	Acknowledgement finish(String spanId, EncodedBody<FinishSpanRequest> body);

}
