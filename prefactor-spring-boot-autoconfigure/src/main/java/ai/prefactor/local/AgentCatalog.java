package ai.prefactor.local;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The versions and schemas that agents registered with, so that an identifier stands for
 * one schema. The ones that were not used for longest are forgotten. Not safe for use by
 * many threads: the store's lock guards it.
 */
final class AgentCatalog {

	private static final int CAPACITY = 200;

	private final Map<String, String> versionIds = new Recent<>();

	private final Map<String, DeclaredSchema> schemas = new Recent<>();

	private final Supplier<String> ids;

	AgentCatalog(Supplier<String> ids) {
		this.ids = ids;
	}

	String versionId(String agentId, String identifier) {
		return this.versionIds.computeIfAbsent(agentId + ' ' + identifier, (key) -> this.ids.get());
	}

	boolean knows(String agentId, DeclaredSchema declared) {
		return this.schemas.containsKey(agentId + ' ' + declared.identifier());
	}

	/**
	 * The schema that an agent's identifier stands for, which is the given one unless
	 * another was registered before.
	 */
	DeclaredSchema schema(String agentId, DeclaredSchema declared) {
		return this.schemas.computeIfAbsent(agentId + ' ' + declared.identifier(), (key) -> declared);
	}

	private static final class Recent<V> extends LinkedHashMap<String, V> {

		private static final long serialVersionUID = 1L;

		Recent() {
			super(16, 0.75f, true);
		}

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
			return size() > CAPACITY;
		}

	}

}
