package ai.prefactor.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one run. Not safe for use by many threads: the store's lock guards
 * it.
 */
final class Run {

	// What a run and an answer take besides their texts, roughly
	private static final long OVERHEAD = 1500;

	private static final int ANSWER_OVERHEAD = 300;

	private final Map<String, Span> spans = new LinkedHashMap<>();

	private final Map<String, StoredJson> quality = new TreeMap<>();

	private final List<String> keys = new ArrayList<>();

	private Instance instance;

	private long weight;

	/**
	 * Creates a run without spans.
	 * @param declared how many bytes of the schema's text count as this run's
	 */
	Run(Instance instance, int declared) {
		this.instance = instance;
		this.weight = OVERHEAD + declared;
	}

	Instance instance() {
		return this.instance;
	}

	void update(Instance changed) {
		this.instance = changed;
	}

	@Nullable Span span(String id) {
		return this.spans.get(id);
	}

	Collection<Span> spans() {
		return Collections.unmodifiableCollection(this.spans.values());
	}

	void put(Span span) {
		Span previous = this.spans.put(span.id(), span);
		this.weight += span.weight() - ((previous != null) ? previous.weight() : 0);
	}

	void putQuality(String name, @Nullable StoredJson payload) {
		StoredJson previous = (payload != null) ? this.quality.put(name, payload) : this.quality.remove(name);
		this.weight += StoredJson.sizeOf(payload) - StoredJson.sizeOf(previous);
	}

	RunSnapshot snapshot() {
		return new RunSnapshot(this.instance, List.copyOf(this.spans.values()), new TreeMap<>(this.quality));
	}

	List<String> keys() {
		return Collections.unmodifiableList(this.keys);
	}

	void answered(String key, String answer) {
		this.keys.add(key);
		this.weight += ANSWER_OVERHEAD + answer.length();
	}

	long weight() {
		return this.weight;
	}

}
