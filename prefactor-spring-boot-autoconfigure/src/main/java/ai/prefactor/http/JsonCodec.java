package ai.prefactor.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the JSON of answers. Its mapper is private, so that the user's settings change
 * nothing. Safe for use by many threads.
 */
final class JsonCodec {

	// What an answer echoes may be nested as deeply as what was sent; nothing recurses
	private static final int MAX_DEPTH = 100_000;

	private final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	// Names are mostly idempotency keys, each of which comes once: a table of names would
	// only grow
	private final JsonFactory factory = JsonFactory.builder()
		.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
		.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
		.build();

	/**
	 * Reads an answer.
	 * @param bytes the answer
	 * @return the tree, or {@code null} if the bytes are not JSON
	 */
	@Nullable JsonNode parse(byte[] bytes) {
		try {
			JsonNode tree = this.mapper.readTree(bytes);
			return (tree == null || tree.isMissingNode()) ? null : tree;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * Reads an answer without keeping more of it than what the scan keeps.
	 * @param bytes the answer
	 * @param scan takes the properties of the answer
	 * @return {@code false} if the bytes are not one JSON object
	 */
	boolean scan(byte[] bytes, PropertyScan scan) {
		try (JsonParser json = this.factory.createParser(ObjectReadContext.empty(), bytes)) {
			if (json.nextToken() != JsonToken.START_OBJECT) {
				return false;
			}
			for (String name = json.nextName(); name != null; name = json.nextName()) {
				json.nextToken();
				scan.property(name, json);
				json.skipChildren();
			}
			return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	/**
	 * Takes the properties of an object one by one.
	 */
	@FunctionalInterface
	interface PropertyScan {

		/**
		 * Takes a property.
		 * @param name its name
		 * @param json at its value; left there or at the end of it
		 */
		void property(String name, JsonParser json);

	}

}
