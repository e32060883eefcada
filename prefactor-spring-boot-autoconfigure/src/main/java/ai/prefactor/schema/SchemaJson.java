package ai.prefactor.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Writes a schema as the platform reads it, always in the same way.
 */
final class SchemaJson {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final int FINGERPRINT_LENGTH = 40;

	private SchemaJson() {
	}

	static String types(Collection<SpanTypeSchema> types) {
		ArrayNode list = MAPPER.createArrayNode();
		for (SpanTypeSchema type : types) {
			ObjectNode node = list.addObject().put("name", type.name());
			if (type.title() != null) {
				node.put("title", type.title());
			}
			if (type.description() != null) {
				node.put("description", type.description());
			}
			node.putRawValue("params_schema", new RawValue(type.paramsSchema()));
			node.putRawValue("result_schema", new RawValue(type.resultSchema()));
		}
		return wellFormed(MAPPER.writeValueAsString(list));
	}

	static String version(String identifier, String typesJson) {
		ObjectNode node = MAPPER.createObjectNode().put("external_identifier", identifier);
		node.putRawValue("span_type_schemas", new RawValue(typesJson));
		return MAPPER.writeValueAsString(node);
	}

	/**
	 * Replaces surrogates that stand alone, which may come from a span's name: no request
	 * can carry them.
	 */
	private static String wellFormed(String json) {
		return new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
	}

	static String fingerprint(String typesJson) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(typesJson.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_LENGTH);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
