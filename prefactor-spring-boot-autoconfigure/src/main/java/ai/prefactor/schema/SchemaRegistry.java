package ai.prefactor.schema;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Collects the span types that an agent declares: those that start-up found, one fallback
 * per kind, and those that turn up later, which are declared from the next run on. Safe
 * for use by many threads.
 *
 * @since 0.1.0
 */
public final class SchemaRegistry {

	/**
	 * How many types that turn up after start-up are declared. Later ones stay under
	 * their fallback, so that names made from data cannot grow the schema without end.
	 */
	public static final int MAX_LATE_TYPES = 200;

	private final String prefix;

	private final SpanTypeNames names;

	// Written under the lock
	private final Map<String, SpanTypeSchema> types = new ConcurrentHashMap<>();

	private final Map<String, String> fingerprints = new HashMap<>();

	private volatile int lateTypes;

	private volatile @Nullable AgentSchema current;

	/**
	 * A registry that declares the fallbacks alone.
	 * @param prefix what the application's own span types start with
	 * @param kinds the kinds that need a fallback, as they stand in a span type
	 */
	public SchemaRegistry(String prefix, Collection<String> kinds) {
		this.prefix = prefix;
		this.names = new SpanTypeNames(prefix, kinds);
		kinds.forEach((kind) -> add(SpanTypeSchema.permissive(fallback(kind))));
	}

	/**
	 * What the application's own span types start with.
	 * @return the prefix, without a colon
	 */
	public String prefix() {
		return this.prefix;
	}

	/**
	 * The type that spans of a kind are sent under while their own is not declared.
	 * @param kind the kind, as it stands in a span type
	 * @return {@code <prefix>:<kind>}
	 */
	public String fallback(String kind) {
		return this.names.fallback(kind);
	}

	/**
	 * The type of a span that names none itself.
	 * @param kind the kind, as it stands in a span type
	 * @param name the span's name
	 * @return {@code <prefix>:<kind>:<name>}
	 */
	public String type(String kind, String name) {
		return this.names.of(kind, name);
	}

	/**
	 * Declares a type from the next run on. A type of the same name is replaced.
	 * @param type the type
	 */
	public synchronized void register(SpanTypeSchema type) {
		if (!type.equals(this.types.get(type.name()))) {
			add(type);
		}
	}

	/**
	 * Declares a type that turned up in a span, from the next run on, as long as there is
	 * room for it.
	 * @param name the span type
	 */
	public void registerLate(String name) {
		// Spans ask again and again: most of them are answered without the lock
		if (this.lateTypes < MAX_LATE_TYPES && !this.types.containsKey(name)) {
			addLate(name);
		}
	}

	/**
	 * Gives what is declared now an identifier of the user's own instead of its
	 * fingerprint. Once more types are declared, the fingerprint counts again.
	 * @param identifier the identifier
	 * @throws IllegalStateException if the identifier stood for another schema
	 */
	public synchronized void identify(String identifier) {
		AgentSchema schema = freeze();
		String before = this.fingerprints.putIfAbsent(identifier, schema.fingerprint());
		if (before != null && !before.equals(schema.fingerprint())) {
			throw new IllegalStateException("The schema identifier '" + identifier
					+ "' stood for another schema (fingerprint " + before + ", now " + schema.fingerprint()
					+ "). Choose a new identifier, or set none: the fingerprint is then used.");
		}
		this.current = schema.identifiedBy(identifier);
	}

	/**
	 * What a run that starts now declares.
	 * @return the schema
	 */
	public AgentSchema current() {
		AgentSchema schema = this.current;
		return (schema != null) ? schema : freeze();
	}

	private synchronized AgentSchema freeze() {
		AgentSchema schema = this.current;
		if (schema == null) {
			schema = AgentSchema.of(this.types.values());
			this.current = schema;
		}
		return schema;
	}

	private synchronized void addLate(String name) {
		if (this.lateTypes < MAX_LATE_TYPES && !this.types.containsKey(name)) {
			this.lateTypes++;
			add(SpanTypeSchema.permissive(name));
		}
	}

	private void add(SpanTypeSchema type) {
		// In this order: who finds the type without the lock does not find an old schema
		this.current = null;
		this.types.put(type.name(), type);
	}

}
