package ai.prefactor.local;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person is told about a span: its name, and how it failed. Both fit into one
 * line.
 */
record SpanLabel(@Nullable String name, @Nullable String failure) {

	private static final int MAX_LENGTH = 200;

	static SpanLabel of(@Nullable ObjectNode payload, @Nullable ObjectNode result) {
		String problem = problem(result);
		if (problem == null && payload != null) {
			problem = problem(payload.get("error"));
		}
		return new SpanLabel((payload != null) ? text(payload, "name") : null, problem);
	}

	SpanLabel withResult(@Nullable ObjectNode result) {
		String own = problem(result);
		return (own != null) ? new SpanLabel(this.name, own) : this;
	}

	/**
	 * One line of bounded length, without control characters: a client's text must not
	 * make lines of its own in the log.
	 */
	static String line(String text) {
		String cut = (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) + "..." : text;
		return cut.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+", " ").strip();
	}

	private static @Nullable String problem(@Nullable JsonNode error) {
		if (error == null) {
			return null;
		}
		String type = text(error, "error_type");
		String message = text(error, "message");
		if (type == null) {
			return null;
		}
		String simpleType = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
		return (message != null) ? simpleType + ": " + message : simpleType;
	}

	private static @Nullable String text(JsonNode node, String field) {
		JsonNode value = node.get(field);
		String text = (value != null && value.isString()) ? line(value.stringValue()) : "";
		return text.isEmpty() ? null : text;
	}

}
