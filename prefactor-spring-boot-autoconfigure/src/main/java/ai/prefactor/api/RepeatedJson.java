package ai.prefactor.api;

import tools.jackson.core.JsonGenerator;

/**
 * Values that stand in a request more than once, such as the outputs in a span's payload
 * and in its result: they are written once and their bytes copied.
 *
 * @since 0.1.0
 */
public final class RepeatedJson {

	private RepeatedJson() {
	}

	/**
	 * Writes a property's value.
	 * @param json where to, right after the property's name
	 * @param value what is written, known again if it is the same object
	 * @param source writes it, as one JSON value
	 */
	public static void write(JsonGenerator json, Object value, JsonSource source) {
		if (json.streamWriteOutputTarget() instanceof Scratch scratch) {
			scratch.write(json, value, source);
		}
		else {
			source.writeTo(json);
		}
	}

}
