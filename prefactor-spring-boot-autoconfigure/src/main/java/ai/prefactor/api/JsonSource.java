package ai.prefactor.api;

import tools.jackson.core.JsonGenerator;

/**
 * Writes one JSON value, the same one each time.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface JsonSource {

	/**
	 * Writes the value.
	 * @param json where to, placed where a value may stand
	 */
	void writeTo(JsonGenerator json);

}
