package ai.prefactor.test;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.prefactor.span.SpanError;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.SpanStatus;

/**
 * Assertions on a span.
 *
 * @since 0.1.0
 */
public final class SpanAssert extends AbstractAssert<SpanAssert, RecordedSpan> {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	SpanAssert(RecordedSpan span) {
		super(span, SpanAssert.class);
	}

	/**
	 * The span has a kind.
	 * @param kind the kind
	 * @return this
	 */
	public SpanAssert hasKind(SpanKind kind) {
		isNotNull();
		Assertions.assertThat(this.actual.data().kind()).as("Kind of %s", this.actual.line()).isEqualTo(kind);
		return this;
	}

	/**
	 * The span was sent under a type.
	 * @param type the span type
	 * @return this
	 */
	public SpanAssert hasType(String type) {
		isNotNull();
		Assertions.assertThat(this.actual.data().type()).as("Type of %s", this.actual.line()).isEqualTo(type);
		return this;
	}

	/**
	 * The span ended as it should.
	 * @return this
	 */
	public SpanAssert isComplete() {
		return hasStatus(SpanStatus.COMPLETE);
	}

	/**
	 * The span was given up.
	 * @return this
	 */
	public SpanAssert isCancelled() {
		return hasStatus(SpanStatus.CANCELLED);
	}

	/**
	 * The span ended with an error.
	 * @param type the exception's class
	 * @return this
	 */
	public SpanAssert isFailedWith(Class<? extends Throwable> type) {
		hasStatus(SpanStatus.FAILED);
		SpanError error = this.actual.data().error();
		Assertions.assertThat((error != null) ? error.errorType() : null)
			.as("Error of %s", this.actual.line())
			.isEqualTo(type.getName());
		return this;
	}

	/**
	 * The span has an input of a value, as JSON.
	 * @param name the input's name
	 * @param value the value, which Jackson turns into JSON
	 * @return this
	 */
	public SpanAssert hasInput(String name, @Nullable Object value) {
		isNotNull();
		JsonNode inputs = this.actual.inputs();
		if (!inputs.has(name)) {
			throw failure("Expected an input '%s' of %s but there is only %s", name, this.actual.line(), inputs);
		}
		return has("Input", inputs.path(name), value);
	}

	/**
	 * The span has an output, as JSON: an object as it is, anything else under
	 * {@code result}.
	 * @param value the value, which Jackson turns into JSON
	 * @return this
	 */
	public SpanAssert hasOutput(@Nullable Object value) {
		isNotNull();
		return has("Output", this.actual.outputs(), value);
	}

	private SpanAssert hasStatus(SpanStatus status) {
		isNotNull();
		Assertions.assertThat(this.actual.status()).as("Status of %s", this.actual.line()).isEqualTo(status);
		return this;
	}

	private SpanAssert has(String what, JsonNode actual, @Nullable Object expected) {
		Assertions.assertThat(actual).as("%s of %s", what, this.actual.line()).isEqualTo(json(expected));
		return this;
	}

	// Read back from text, so that numbers are of the same kind on both sides
	private static JsonNode json(@Nullable Object value) {
		return MAPPER.readTree(MAPPER.writeValueAsString(value));
	}

}
