package ai.prefactor.payload;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Captures what may leave the process of the caller's data, on the caller's thread and
 * once. What cannot change is held as it is; anything else is serialised at once. Nothing
 * is consumed, subscribed to, waited for or loaded: what would need that becomes a
 * marker, {@code {"$unserialized":"its.Type"}}, and so does what is too large, too deep
 * or fails. Never throws. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class PayloadCapture {

	private static final String RESULT = "result";

	// Room for the name that a result gets if it is no object
	private static final int RESERVED = 64;

	private final CaptureSettings settings;

	private final Redactor redactor;

	private final JsonCapture json;

	private final PayloadBuilder ignoring = new PayloadBuilder(null, 0);

	/**
	 * A capture under the given settings.
	 * @param settings what is captured, and how much of it
	 */
	public PayloadCapture(CaptureSettings settings) {
		this.settings = settings;
		this.redactor = new Redactor(settings.redactKeys());
		this.json = new JsonCapture(this.redactor);
	}

	/**
	 * What is captured, and how much of it.
	 * @return the settings
	 */
	public CaptureSettings settings() {
		return this.settings;
	}

	/**
	 * Whether inputs are captured.
	 * @return {@code false} if {@link #inputs()} ignores what it is given
	 */
	public boolean capturesInputs() {
		return this.settings.inputs();
	}

	/**
	 * Whether outputs are captured.
	 * @return {@code false} if {@link #output} always gives the empty payload
	 */
	public boolean capturesOutputs() {
		return this.settings.outputs();
	}

	/**
	 * A builder for what a span is given.
	 * @return a new builder, or one that ignores what is put if inputs are not captured
	 */
	public PayloadBuilder inputs() {
		return capturesInputs() ? metadata() : this.ignoring;
	}

	/**
	 * A builder for what is said about a span. It keeps the limits of inputs and is not
	 * switched off with them.
	 * @return a new builder
	 */
	public PayloadBuilder metadata() {
		return new PayloadBuilder(this, this.settings.maxInputLength());
	}

	/**
	 * Captures one named value of what a span is given.
	 * @param name the name
	 * @param value the value, or {@code null}
	 * @return the payload, empty if inputs are not captured
	 */
	public Payload input(String name, @Nullable Object value) {
		return capturesInputs() ? fact(name, value) : Payload.empty();
	}

	/**
	 * Captures one named value of what is said about a span.
	 * @param name the name
	 * @param value the value, or {@code null}
	 * @return the payload
	 */
	public Payload fact(String name, @Nullable Object value) {
		int maxLength = this.settings.maxInputLength();
		String key = Text.cut(String.valueOf((Object) name), maxLength);
		if (value != null && !isRedacted(key)) {
			Object scalar = scalar(value, maxLength);
			if (scalar != null && surelyFits(key, scalar)) {
				return Payload.of(key, scalar);
			}
		}
		return metadata().put(name, value).build();
	}

	/**
	 * Captures what a span gave back: an object as it is, nothing as {@code {}}, anything
	 * else, a marker too, as {@code {"result": ...}}.
	 * @param value the value, or {@code null}; what is in an {@link Optional} counts
	 * @return the payload, empty if outputs are not captured
	 */
	public Payload output(@Nullable Object value) {
		Object result = unwrap(value);
		if (result == null || !capturesOutputs()) {
			return Payload.empty();
		}
		int maxLength = this.settings.maxOutputLength();
		Object captured = scalar(result, maxLength);
		if (captured != null && surelyFits(RESULT, captured)) {
			return Payload.of(RESULT, captured);
		}
		if (captured == null) {
			CapturedJson serialized = serialized(result, maxLength, maxPayloadSize() - RESERVED);
			if (serialized.isNull()) {
				return Payload.empty();
			}
			if (serialized.isObject()) {
				return Payload.of(serialized);
			}
			captured = serialized;
		}
		return new PayloadBuilder(this, maxLength).putCaptured(RESULT, captured).build();
	}

	/**
	 * Captures what came out of a stream of values: how many they were, and the first of
	 * them.
	 * @param count number of all values
	 * @param first the first of them
	 * @return the payload, empty if outputs are not captured
	 */
	public Payload elements(long count, List<?> first) {
		if (!capturesOutputs()) {
			return Payload.empty();
		}
		return new PayloadBuilder(this, this.settings.maxOutputLength()).put("count", count)
			.put("elements", first)
			.build();
	}

	/**
	 * Cuts a message or a stack trace as strings of outputs are cut: so many characters
	 * are kept, never half of a surrogate pair, and {@code ... [truncated]} follows them
	 * if there were more.
	 * @param text the text
	 * @return the text, or its beginning
	 */
	public String errorText(String text) {
		return Text.cut(text, this.settings.maxOutputLength());
	}

	long maxPayloadSize() {
		return this.settings.maxPayloadSize();
	}

	private boolean surelyFits(String name, Object scalar) {
		return Scalars.sizeBound(name) + Scalars.sizeBound(scalar) + RESERVED <= maxPayloadSize();
	}

	boolean isRedacted(String name) {
		return this.redactor.matches(name);
	}

	@Nullable Object scalar(Object value, int maxLength) {
		try {
			Object held = unwrap(value);
			return (held != null) ? Scalars.hold(held, maxLength) : null;
		}
		catch (Throwable ex) {
			if (Failures.isFatal(ex)) {
				throw ex;
			}
			return Marker.of(value.getClass(), Failures.reason(ex)).toJson();
		}
	}

	CapturedJson serialized(Object value, int maxLength, long maxSize) {
		return this.json.serialize(value, maxLength, maxSize);
	}

	private static @Nullable Object unwrap(@Nullable Object value) {
		Object result = value;
		while (result instanceof Optional<?> optional) {
			result = optional.orElse(null);
		}
		return result;
	}

}
