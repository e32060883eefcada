package ai.prefactor.transport;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.prefactor.api.Operation;

/**
 * A request that the fake platform got.
 *
 * @param operation what was asked for
 * @param id the id in its path
 * @param body its body, which is the same alone and in bulk
 * @param bulk whether it came with others
 */
record Call(Operation operation, @Nullable String id, String body, boolean bulk) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	JsonNode json() {
		return JSON.readTree(this.body);
	}

	JsonNode details() {
		return json().path("details");
	}

	String key() {
		return json().path("idempotency_key").stringValue("");
	}

	/**
	 * The run or span that is concerned.
	 */
	String subject() {
		return switch (this.operation) {
			case REGISTER -> json().path("id").stringValue("");
			case CREATE_SPAN -> details().path("id").stringValue("");
			case START, FINISH, FINISH_SPAN -> String.valueOf(this.id);
		};
	}

	String status() {
		return ((this.operation == Operation.CREATE_SPAN) ? details() : json()).path("status").stringValue("");
	}

}
