package ai.prefactor.schema;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The span types that an agent declares when a run registers: frozen, and encoded once.
 * Its identifier is the fingerprint of its content unless the user set one, so that one
 * identifier always stands for the same schema. Immutable.
 *
 * @since 0.1.0
 */
public final class AgentSchema {

	private final Map<String, SpanTypeSchema> types;

	private final String fingerprint;

	private final String identifier;

	private final String json;

	private AgentSchema(Map<String, SpanTypeSchema> types, @Nullable String identifier) {
		String typesJson = SchemaJson.types(types.values());
		this.types = types;
		this.fingerprint = SchemaJson.fingerprint(typesJson);
		this.identifier = (identifier != null) ? identifier : this.fingerprint;
		this.json = SchemaJson.version(this.identifier, typesJson);
	}

	/**
	 * A schema of these types.
	 * @param types the types; of two with one name the later counts
	 * @return the schema
	 */
	public static AgentSchema of(Collection<SpanTypeSchema> types) {
		Map<String, SpanTypeSchema> byName = new TreeMap<>();
		types.forEach((type) -> byName.put(type.name(), type));
		return new AgentSchema(new LinkedHashMap<>(byName), null);
	}

	AgentSchema identifiedBy(String identifier) {
		return new AgentSchema(this.types, identifier);
	}

	/**
	 * Whether a span type is declared.
	 * @param type the span type
	 * @return {@code true} if spans may be sent under it
	 */
	public boolean declares(String type) {
		return this.types.containsKey(type);
	}

	/**
	 * What the schema's content is known by.
	 * @return 40 hexadecimal digits
	 */
	public String fingerprint() {
		return this.fingerprint;
	}

	/**
	 * What the platform knows the schema by.
	 * @return the fingerprint, or the identifier that the user set
	 */
	public String identifier() {
		return this.identifier;
	}

	/**
	 * The schema as the {@code agent_schema_version} of a registration.
	 * @return JSON text
	 */
	public String toJson() {
		return this.json;
	}

	@Override
	public String toString() {
		return "AgentSchema[" + this.identifier + ", types=" + this.types.keySet() + "]";
	}

}
