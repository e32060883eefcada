package ai.prefactor.support;

import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import ai.prefactor.support.ScriptedServer.Request;

/**
 * What a platform that gives its own ids reads of a request: not the ids that the client
 * would like.
 */
final class AssignedIds {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private AssignedIds() {
	}

	static String withoutIds(Request request) {
		if (!request.method().equals("POST")) {
			return request.body();
		}
		JsonNode body = request.json();
		List<JsonNode> operations = request.isBulk() ? List.copyOf(body.path("items").values()) : List.of(body);
		for (JsonNode operation : operations) {
			((ObjectNode) operation).remove("id");
			if (operation.path("details") instanceof ObjectNode details) {
				details.remove("id");
			}
		}
		return JSON.writeValueAsString(body);
	}

}
