package ai.prefactor.schema;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Puts the names of span types together, and keeps them: most spans are named like others
 * before. Safe for use by many threads.
 */
final class SpanTypeNames {

	/**
	 * How many names of a kind are kept. Names may be made from data.
	 */
	static final int MAX_KEPT = 1_000;

	private final String prefix;

	private final Map<String, Kind> kinds;

	SpanTypeNames(String prefix, Collection<String> kinds) {
		this.prefix = prefix;
		this.kinds = kinds.stream()
			.distinct()
			.collect(Collectors.toUnmodifiableMap(Function.identity(), (kind) -> new Kind(join(kind))));
	}

	String fallback(String kind) {
		Kind known = this.kinds.get(kind);
		return (known != null) ? known.fallback() : join(kind);
	}

	String of(String kind, String name) {
		Kind known = this.kinds.get(kind);
		return (known != null) ? known.type(name) : join(kind) + ":" + name;
	}

	private String join(String kind) {
		return this.prefix + ":" + kind;
	}

	/**
	 * The types of one kind.
	 *
	 * @param fallback the type of spans whose own is not declared
	 * @param types the types by the names of their spans
	 */
	private record Kind(String fallback, Map<String, String> types) {

		Kind(String fallback) {
			this(fallback, new ConcurrentHashMap<>());
		}

		String type(String name) {
			@Nullable String known = this.types.get(name);
			if (known != null) {
				return known;
			}
			String type = this.fallback + ":" + name;
			if (this.types.size() < MAX_KEPT) {
				this.types.put(name, type);
			}
			return type;
		}

	}

}
