package ai.prefactor.schema;

import org.jspecify.annotations.Nullable;

/**
 * What an agent declares of one span type.
 *
 * @param name the span type, for example {@code support-desk:tool:lookupOrder}
 * @param title what people read instead of the name, if anything
 * @param description what the type stands for, if it is said
 * @param paramsSchema the JSON Schema of the payload, as JSON text
 * @param resultSchema the JSON Schema of the result, as JSON text
 * @since 0.1.0
 */
public record SpanTypeSchema(String name, @Nullable String title, @Nullable String description, String paramsSchema,
		String resultSchema) {

	private static final String ANYTHING = "{\"type\":\"object\",\"additionalProperties\":true}";

	/**
	 * A type that lets everything pass.
	 * @param name the span type
	 * @return the declaration
	 */
	public static SpanTypeSchema permissive(String name) {
		return new SpanTypeSchema(name, null, null, ANYTHING, ANYTHING);
	}

}
