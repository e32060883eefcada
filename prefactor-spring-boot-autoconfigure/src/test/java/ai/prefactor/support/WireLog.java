package ai.prefactor.support;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.prefactor.support.ScriptedServer.Request;

/**
 * What came under which idempotency key, and what the platform did, in its order. Safe
 * for use by many threads.
 */
public final class WireLog {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Map<String, WireItem> items = new HashMap<>();

	private final Collection<String> changed = new ArrayList<>();

	private final List<Done> done = new ArrayList<>();

	private final Set<String> doneKeys = new HashSet<>();

	synchronized void came(Request request) {
		for (WireItem item : WireItem.of(request)) {
			WireItem before = this.items.putIfAbsent(item.key(), item);
			if (before != null && !before.equals(item)) {
				this.changed.add(before + " came again as " + item);
			}
		}
	}

	synchronized void answered(Request request, Answer answer) {
		if (answer.status() != 200) {
			return;
		}
		JsonNode json = JSON.readTree(answer.body());
		for (WireItem item : WireItem.of(request)) {
			JsonNode own = request.isBulk() ? json.path("outputs").path(item.key()) : json;
			if ("success".equals(own.path("status").stringValue("")) && this.doneKeys.add(item.key())) {
				this.done.add(new Done(item, own.path("details")));
			}
		}
	}

	synchronized void clear() {
		this.items.clear();
		this.changed.clear();
		this.done.clear();
		this.doneKeys.clear();
	}

	/**
	 * The keys that came with more than one content.
	 */
	public synchronized List<String> changed() {
		return List.copyOf(this.changed);
	}

	/**
	 * What the platform did, each key once.
	 */
	public synchronized List<Done> done() {
		return List.copyOf(this.done);
	}

	/**
	 * Something that the platform did.
	 *
	 * @param item what was asked for
	 * @param details what it answered
	 */
	public record Done(WireItem item, JsonNode details) {

		/**
		 * The run that it was about.
		 * @return the platform's id of the run
		 */
		public String runId() {
			return this.details.path(this.item.operation().startsWith("agent_spans/") ? "agent_instance_id" : "id")
				.stringValue("");
		}

	}

}
