package ai.prefactor.transport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import ai.prefactor.api.Acknowledgement;
import ai.prefactor.api.ControlSignal;
import ai.prefactor.api.Operation;

/**
 * What the fake platform has, and what it was asked for that no client may ask for. A
 * repeat gets the first answer. Safe for use by many threads.
 */
final class PlatformRecords {

	private final List<String> violations = new ArrayList<>();

	private final Map<String, String> contents = new HashMap<>();

	private final Map<String, Acknowledgement> answers = new HashMap<>();

	private final Map<String, String> instances = new LinkedHashMap<>();

	private final Map<String, SpanRow> spans = new LinkedHashMap<>();

	private final Set<String> refused = new HashSet<>();

	private UnaryOperator<String> ids = UnaryOperator.identity();

	private @Nullable ControlSignal control;

	synchronized void assign(UnaryOperator<String> ids) {
		this.ids = ids;
	}

	synchronized void control(ControlSignal control) {
		this.control = control;
	}

	synchronized List<String> violations() {
		return List.copyOf(this.violations);
	}

	synchronized Map<String, String> instances() {
		return Map.copyOf(this.instances);
	}

	synchronized List<SpanRow> spans() {
		return List.copyOf(this.spans.values());
	}

	synchronized void violation(String violation) {
		this.violations.add(violation);
	}

	/**
	 * A key stands for one body, wherever it comes.
	 */
	synchronized void check(Call call) {
		ObjectNode body = (ObjectNode) call.json();
		body.remove("idempotency_key");
		String content = call.operation() + " " + call.id() + " " + body;
		String known = this.contents.putIfAbsent(call.key(), content);
		if (known != null && !known.equals(content)) {
			this.violations.add("another body under " + call.key());
		}
		if (call.bulk() && (call.key().length() < 8 || call.key().length() > 64)) {
			this.violations.add("no key for an item: " + call.key());
		}
	}

	synchronized boolean hasAnswered(Call call) {
		return this.answers.containsKey(call.key());
	}

	/**
	 * A request failed: what refers to what it was to make may come before its client
	 * knows, and is refused.
	 */
	synchronized void refused(Call call) {
		this.refused.add(call.subject());
	}

	/**
	 * Does what a request asks for.
	 * @param call the request
	 * @param renamed ids that the client could not know to be others: what refers to them
	 * is refused
	 */
	synchronized Acknowledgement act(Call call, Set<String> renamed) {
		Acknowledgement first = this.answers.get(call.key());
		if (first != null) {
			return first;
		}
		String parent = call.details().path("parent_span_id").stringValue("");
		if (refersTo(call, renamed) || (this.refused.contains(parent) && !this.spans.containsKey(parent))) {
			throw Failures.status(404, "not_found");
		}
		if (isThere(call)) {
			throw Failures.status(409, "already_exists");
		}
		switch (call.operation()) {
			case REGISTER -> require(this.instances.put(idOf(call), "pending") == null, call);
			case START -> require("pending".equals(this.instances.put(call.subject(), "active")), call);
			case FINISH -> finishRun(call);
			case CREATE_SPAN -> create(call);
			case FINISH_SPAN -> finish(call);
		}
		boolean named = call.operation() == Operation.REGISTER || call.operation() == Operation.CREATE_SPAN;
		Acknowledgement answer = new Acknowledgement(named ? idOf(call) : null, this.control, false);
		this.answers.put(call.key(), answer);
		return answer;
	}

	private String idOf(Call call) {
		return idOf(call.subject());
	}

	synchronized String idOf(String id) {
		return this.ids.apply(id);
	}

	// After a lost answer a client may ask for the same under another key
	private boolean isThere(Call call) {
		return call.operation() == Operation.CREATE_SPAN && !call.key().endsWith("-create")
				&& this.spans.containsKey(idOf(call));
	}

	private static boolean refersTo(Call call, Set<String> renamed) {
		JsonNode details = call.details();
		return (call.id() != null && renamed.contains(call.id()))
				|| renamed.contains(details.path("agent_instance_id").stringValue(""))
				|| renamed.contains(details.path("parent_span_id").stringValue(""));
	}

	private void finishRun(Call call) {
		require("active".equals(this.instances.put(call.subject(), call.status())), call);
		require(this.spans.values()
			.stream()
			.noneMatch((span) -> span.run().equals(call.subject()) && "active".equals(span.status())), call);
	}

	private void create(Call call) {
		JsonNode details = call.details();
		String run = details.path("agent_instance_id").stringValue("");
		String parent = details.path("parent_span_id").stringValue(null);
		require("active".equals(this.instances.get(run)), call);
		require(parent == null || (this.spans.get(parent) != null && this.spans.get(parent).run().equals(run)), call);
		require(this.spans.put(idOf(call), new SpanRow(call.subject(), run, parent, call.status())) == null, call);
	}

	private void finish(Call call) {
		SpanRow span = this.spans.get(call.subject());
		require(span != null && "active".equals(span.status()), call);
		if (span != null) {
			require("active".equals(this.instances.get(span.run())), call);
			this.spans.put(call.subject(), new SpanRow(span.id(), span.run(), span.parent(), call.status()));
		}
	}

	private void require(boolean condition, Call call) {
		if (!condition) {
			this.violations.add("out of order: " + call);
		}
	}

	/**
	 * A span that was accepted.
	 *
	 * @param id the id that it came with
	 * @param run the platform's id of its run
	 * @param parent the platform's id of its parent
	 * @param status its status
	 */
	record SpanRow(String id, String run, @Nullable String parent, String status) {

	}

}
