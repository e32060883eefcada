package ai.prefactor.local;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agent declared when it registered: its span types with their titles, and the
 * names of its quality payloads. Immutable.
 *
 * @param identifier the schema version's own name
 * @param fingerprint the same for the same schema
 * @param spanTypes titles by span type, empty where there is none
 * @param qualityNames the declared quality payloads
 */
record DeclaredSchema(String identifier, String fingerprint, Map<String, String> spanTypes, Set<String> qualityNames) {

	private static final int TYPE_OVERHEAD = 100;

	static DeclaredSchema read(Fields fields) {
		String identifier = fields.requiredText("external_identifier");
		Map<String, String> types = new LinkedHashMap<>();
		if (fields.value("span_type_schemas") != null) {
			fields.list("span_type_schemas").forEach((type) -> readType(type, types));
		}
		else {
			readOlderMap(fields.object("span_schemas"), types);
			readOlderMap(fields.object("span_result_schemas"), types);
		}
		Set<String> qualityNames = new LinkedHashSet<>();
		for (Fields quality : fields.list("quality_schemas")) {
			qualityNames.add(quality.requiredText("name"));
			quality.nested("schema");
		}
		return new DeclaredSchema(identifier, fingerprint(fields.node()), types, qualityNames);
	}

	boolean declares(String spanType) {
		return this.spanTypes.containsKey(spanType);
	}

	@Nullable String titleOf(String spanType) {
		String title = this.spanTypes.getOrDefault(spanType, "");
		return title.isEmpty() ? null : title;
	}

	int weight() {
		int weight = 0;
		for (Map.Entry<String, String> type : this.spanTypes.entrySet()) {
			weight += TYPE_OVERHEAD + type.getKey().length() + type.getValue().length();
		}
		return weight;
	}

	private static void readType(Fields type, Map<String, String> types) {
		String name = type.requiredText("name");
		String title = type.text("title");
		type.nested("params_schema");
		type.object("result_schema");
		if (type.value("data_risk") != null) {
			Fields risk = type.nested("data_risk");
			risk.nested("action_profile");
			risk.nested("params_data_categories");
			risk.nested("result_data_categories");
		}
		if (types.putIfAbsent(name, (title != null) ? title : "") != null) {
			type.reject("name", "is declared twice");
		}
	}

	private static void readOlderMap(@Nullable ObjectNode schemas, Map<String, String> types) {
		if (schemas != null) {
			schemas.propertyNames().forEach((name) -> types.putIfAbsent(name, ""));
		}
	}

	private static String fingerprint(ObjectNode schema) {
		try {
			byte[] text = JsonFormat.canonical(schema).getBytes(StandardCharsets.UTF_8);
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256.", ex);
		}
	}

}
