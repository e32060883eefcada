package ai.prefactor.context;

import org.jspecify.annotations.Nullable;

import ai.prefactor.id.Pfid;

/**
 * A context for tests, told apart from others by its number.
 */
record TestSpanContext(Pfid runId, @Nullable Pfid spanId) implements SpanContext {

	static SpanContext of(int number) {
		return new TestSpanContext(Pfid.of(number, 1, 0, 0), Pfid.of(number, 1, 0, 1));
	}

}
