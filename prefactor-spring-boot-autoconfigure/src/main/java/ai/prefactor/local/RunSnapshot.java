package ai.prefactor.local;

import java.util.List;
import java.util.Map;

/**
 * A run as it stood at one moment. Immutable.
 *
 * @param spans in the order in which they arrived
 * @param quality quality payloads by name
 */
record RunSnapshot(Instance instance, List<Span> spans, Map<String, StoredJson> quality) {
}
