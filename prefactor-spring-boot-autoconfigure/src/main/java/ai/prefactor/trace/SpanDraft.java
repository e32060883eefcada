package ai.prefactor.trace;

import ai.prefactor.payload.Payload;

/**
 * What a span starts with.
 *
 * @param spec what is known of it
 * @param inputs its inputs, captured already
 * @param begun whether its work begins with it, so that its run waits for it
 */
record SpanDraft(SpanSpec spec, Payload inputs, boolean begun) {

	static SpanDraft of(SpanSpec spec) {
		return new SpanDraft(spec, Payload.empty(), true);
	}

}
