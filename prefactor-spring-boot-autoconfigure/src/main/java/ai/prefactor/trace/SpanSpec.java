package ai.prefactor.trace;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import ai.prefactor.span.SpanKind;

/**
 * What is known of a span before it starts. Immutable: keep one per kind of step and use
 * it again.
 *
 * @param name the span's name
 * @param kind what kind of step it stands for
 * @param type the span type; {@code null} for {@code <prefix>:<kind>:<name>}
 * @param captureInputs whether inputs are captured, where the configuration allows it
 * @param captureOutputs whether outputs are captured, where the configuration allows it
 * @param startedAt when it started; {@code null} for the moment in which it is started
 * @since 0.1.0
 */
public record SpanSpec(String name, SpanKind kind, @Nullable String type, boolean captureInputs, boolean captureOutputs,
		@Nullable Instant startedAt) {

	/**
	 * A span of a kind, with everything else at its default.
	 * @param name the span's name
	 * @param kind what kind of step it stands for
	 * @return the specification
	 */
	public static SpanSpec of(String name, SpanKind kind) {
		return new SpanSpec(name, kind, null, true, true, null);
	}

	/**
	 * The same span under another type.
	 * @param type the span type, for example {@code myapp:tool:search}
	 * @return a changed specification
	 */
	public SpanSpec withType(String type) {
		return new SpanSpec(this.name, this.kind, type, this.captureInputs, this.captureOutputs, this.startedAt);
	}

	/**
	 * The same span with or without its inputs and outputs.
	 * @param inputs whether inputs are captured
	 * @param outputs whether outputs are captured
	 * @return a changed specification
	 */
	public SpanSpec withCapture(boolean inputs, boolean outputs) {
		return new SpanSpec(this.name, this.kind, this.type, inputs, outputs, this.startedAt);
	}

	/**
	 * The same span with an explicit start.
	 * @param startedAt when it started
	 * @return a changed specification
	 */
	public SpanSpec startedAt(Instant startedAt) {
		return new SpanSpec(this.name, this.kind, this.type, this.captureInputs, this.captureOutputs, startedAt);
	}

}
