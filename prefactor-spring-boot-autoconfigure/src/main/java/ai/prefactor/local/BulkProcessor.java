package ai.prefactor.local;

import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Carries out the items of a bulk request in their order, each on its own, up to the
 * first that is refused. Items after it are neither processed nor answered.
 */
final class BulkProcessor {

	private static final int MIN_KEY_LENGTH = 8;

	private final Operations operations;

	BulkProcessor(Operations operations) {
		this.operations = operations;
	}

	String process(ObjectNode body) {
		Map<String, ObjectNode> items = itemsByKey(body);
		ObjectNode answer = JsonFormat.object().put("status", "success");
		ObjectNode outputs = answer.putObject("outputs");
		for (Map.Entry<String, ObjectNode> item : items.entrySet()) {
			try {
				outputs.putRawValue(item.getKey(), new RawValue(process(item.getKey(), item.getValue())));
			}
			catch (ApiError ex) {
				outputs.putRawValue(item.getKey(), new RawValue(ex.toJson()));
				break;
			}
		}
		return JsonFormat.write(answer);
	}

	private Map<String, ObjectNode> itemsByKey(ObjectNode body) {
		JsonNode list = body.get("items");
		if (list == null || !list.isArray() || list.isEmpty()) {
			throw ApiError.invalid("items", "must be a list that is not empty");
		}
		Map<String, ObjectNode> items = new LinkedHashMap<>();
		for (JsonNode node : list.values()) {
			if (!(node instanceof ObjectNode item)) {
				throw ApiError.invalid("items", "must hold objects only");
			}
			String key = IdempotencyStore.checked(item.get(IdempotencyStore.FIELD), MIN_KEY_LENGTH);
			if (items.put(key, item) != null) {
				throw ApiError.invalid(IdempotencyStore.FIELD, "must be unique within the request: " + key);
			}
		}
		return items;
	}

	private String process(String key, ObjectNode item) {
		Fields fields = new Fields(item);
		String type = fields.requiredText("_type");
		fields.check();
		Operation operation = Operation.ofBulkType(type);
		if (operation == null) {
			throw ApiError.of(422, "unknown_type", "There is no operation '" + type + "'.");
		}
		String targetField = operation.targetField();
		String target = (targetField != null) ? fields.requiredText(targetField) : "";
		fields.check();
		return this.operations.execute(operation, target, key, bodyOf(operation, item));
	}

	// A span's fields may stand beside _type as well as in details
	private static ObjectNode bodyOf(Operation operation, ObjectNode item) {
		if (operation == Operation.CREATE_SPAN && !item.has("details")) {
			return JsonFormat.object().set("details", item);
		}
		return item;
	}

}
