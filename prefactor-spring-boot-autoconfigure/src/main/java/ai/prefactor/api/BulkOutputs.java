package ai.prefactor.api;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the {@code outputs} of a bulk answer item by item. An item may echo its whole
 * record: what is not needed is passed over.
 */
final class BulkOutputs {

	private BulkOutputs() {
	}

	/**
	 * Reads the results. What cannot be read is no answer for that item, and spoils none
	 * for others.
	 * @param json at the value of {@code outputs}
	 * @param cleaner makes texts of the server's fit for messages
	 * @return the answer, or {@code null} if this is none of Prefactor's
	 */
	static @Nullable BulkAnswer read(JsonParser json, UnaryOperator<String> cleaner) {
		if (json.currentToken() != JsonToken.START_OBJECT) {
			json.skipChildren();
			return null;
		}
		Map<String, ItemResult> results = new HashMap<>();
		for (String key = json.nextName(); key != null; key = json.nextName()) {
			ItemResult result = (json.nextToken() == JsonToken.START_OBJECT) ? new Item(cleaner).read(json) : null;
			if (result != null) {
				results.put(key, result);
			}
			else {
				json.skipChildren();
			}
		}
		return new BulkAnswer(results);
	}

	private static @Nullable String text(JsonParser json) {
		String text = (json.currentToken() == JsonToken.VALUE_STRING) ? json.getString() : null;
		return (text == null || text.isBlank()) ? null : text;
	}

	private static @Nullable Integer number(JsonParser json) {
		return (json.currentToken() == JsonToken.VALUE_NUMBER_INT) ? json.getValueAsInt() : null;
	}

	/**
	 * What is found of one item.
	 */
	private static final class Item {

		private final UnaryOperator<String> cleaner;

		private @Nullable String state;

		private @Nullable String code;

		private @Nullable String message;

		private @Nullable Integer status;

		private @Nullable String id;

		private @Nullable ControlSignal control;

		Item(UnaryOperator<String> cleaner) {
			this.cleaner = cleaner;
		}

		private @Nullable String clean(@Nullable String text) {
			return (text != null) ? this.cleaner.apply(text) : null;
		}

		@Nullable ItemResult read(JsonParser json) {
			for (String name = json.nextName(); name != null; name = json.nextName()) {
				json.nextToken();
				take(name, json);
				json.skipChildren();
			}
			if ("success".equals(this.state)) {
				return new ItemResult.Accepted(new Acknowledgement(this.id, this.control, false));
			}
			return "error".equals(this.state) ? new ItemResult.Refused(this.code, this.message, this.status) : null;
		}

		private void take(String name, JsonParser json) {
			switch (name) {
				case "status" -> this.state = text(json);
				case "code" -> this.code = clean(text(json));
				case "message" -> this.message = clean(text(json));
				case "status_code", "http_status" -> this.status = number(json);
				case "details" -> details(json);
				case "control" -> control(json);
				default -> {
					// Passed over
				}
			}
		}

		private void details(JsonParser json) {
			if (json.currentToken() == JsonToken.START_OBJECT) {
				for (String name = json.nextName(); name != null; name = json.nextName()) {
					json.nextToken();
					if ("id".equals(name)) {
						this.id = text(json);
					}
					json.skipChildren();
				}
			}
		}

		private void control(JsonParser json) {
			if (json.currentToken() != JsonToken.START_OBJECT) {
				return;
			}
			boolean terminate = false;
			String reason = null;
			for (String name = json.nextName(); name != null; name = json.nextName()) {
				JsonToken value = json.nextToken();
				if ("terminate".equals(name)) {
					terminate = value == JsonToken.VALUE_TRUE;
				}
				else if ("reason".equals(name)) {
					reason = (value == JsonToken.VALUE_STRING) ? json.getString() : null;
				}
				json.skipChildren();
			}
			this.control = new ControlSignal(terminate, reason);
		}

	}

}
