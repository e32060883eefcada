package ai.prefactor.transport;

import ai.prefactor.span.SpanData;

/**
 * Our own ids of a span as text, which is made once.
 *
 * @param spanId the span
 * @param runId its run
 */
record SpanIds(String spanId, String runId) {

	static SpanIds of(SpanData span) {
		return new SpanIds(span.id().toString(), span.runId().toString());
	}

}
