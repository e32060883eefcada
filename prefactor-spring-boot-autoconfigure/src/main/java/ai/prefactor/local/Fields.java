package ai.prefactor.local;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import ai.prefactor.id.Pfid;

/**
 * Reads the fields of one JSON object and gathers all that is wrong with them, so that
 * one answer names everything. Until {@link #check()} has passed, what the methods return
 * may be a stand-in.
 */
final class Fields {

	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

	private static final int MAX_TEXT = 10_000;

	private final ObjectNode node;

	private final String path;

	private final Map<String, List<String>> errors;

	Fields(ObjectNode node) {
		this(node, "", new TreeMap<>());
	}

	private Fields(ObjectNode node, String path, Map<String, List<String>> errors) {
		this.node = node;
		this.path = path;
		this.errors = errors;
	}

	ObjectNode node() {
		return this.node;
	}

	void check() {
		if (!this.errors.isEmpty()) {
			throw ApiError.invalid(this.errors);
		}
	}

	void reject(String name, String problem) {
		this.errors.computeIfAbsent(this.path + name, (key) -> new ArrayList<>()).add(problem);
	}

	/**
	 * The value of a field, or {@code null} if it is absent or JSON's null.
	 */
	@Nullable JsonNode value(String name) {
		JsonNode value = this.node.get(name);
		return (value != null && !value.isNull()) ? value : null;
	}

	@Nullable String text(String name) {
		JsonNode value = value(name);
		if (value != null && !value.isString()) {
			reject(name, "must be a string");
			return null;
		}
		if (value != null && value.stringValue().length() > MAX_TEXT) {
			reject(name, "must not be longer than " + MAX_TEXT + " characters");
			return null;
		}
		return (value != null) ? value.stringValue() : null;
	}

	String requiredText(String name) {
		String text = text(name);
		if (text == null && value(name) == null) {
			reject(name, "is required");
		}
		else if (text != null && text.isBlank()) {
			reject(name, "must not be blank");
		}
		return (text != null) ? text : "";
	}

	@Nullable String id(String name) {
		String text = text(name);
		if (text != null && !Pfid.isValid(text)) {
			reject(name, "must be an id of 32 characters");
		}
		return text;
	}

	boolean flag(String name, boolean absent) {
		JsonNode value = value(name);
		if (value != null && !value.isBoolean()) {
			reject(name, "must be true or false");
			return absent;
		}
		return (value != null) ? value.booleanValue() : absent;
	}

	@Nullable Instant time(String name) {
		String text = text(name);
		if (text == null) {
			return null;
		}
		try {
			Instant time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
			if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST)) {
				return time.truncatedTo(ChronoUnit.MILLIS);
			}
		}
		catch (DateTimeException ex) {
			// said below
		}
		reject(name, "must be a time such as 2026-02-09T10:15:30.123Z");
		return null;
	}

	@Nullable ObjectNode object(String name) {
		JsonNode value = value(name);
		if (value != null && !value.isObject()) {
			reject(name, "must be an object");
		}
		return (value instanceof ObjectNode object) ? object : null;
	}

	Fields nested(String name) {
		if (value(name) == null) {
			reject(name, "is required");
		}
		ObjectNode object = object(name);
		return at(name, (object != null) ? object : JsonFormat.object());
	}

	/**
	 * The objects of a list; empty if it is absent.
	 */
	List<Fields> list(String name) {
		JsonNode value = value(name);
		List<Fields> items = new ArrayList<>();
		if (value != null && !value.isArray()) {
			reject(name, "must be a list");
		}
		else if (value != null) {
			for (JsonNode item : value.values()) {
				if (item instanceof ObjectNode object) {
					items.add(at(name + "[" + items.size() + "]", object));
				}
				else {
					reject(name, "must hold objects only");
				}
			}
		}
		return items;
	}

	State state(Set<State> allowed, @Nullable State absent) {
		String text = text("status");
		if (text == null && value("status") == null) {
			if (absent == null) {
				reject("status", "is required");
			}
			return (absent != null) ? absent : State.ACTIVE;
		}
		for (State state : allowed) {
			if (state.id().equals(text)) {
				return state;
			}
		}
		reject("status", "must be one of " + allowed.stream().sorted().map(State::id).toList());
		return State.ACTIVE;
	}

	String oneOf(String name, Set<String> allowed, String absent) {
		String text = text(name);
		if (text != null && !allowed.contains(text)) {
			reject(name, "must be one of " + allowed.stream().sorted().toList());
		}
		return (text != null) ? text : absent;
	}

	private Fields at(String name, ObjectNode object) {
		return new Fields(object, this.path + name + ".", this.errors);
	}

}
