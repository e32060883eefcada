package ai.prefactor.local;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.node.ObjectNode;

/**
 * A request, or one item of a bulk request, that is refused: its HTTP status, and what
 * the answer says.
 */
final class ApiError extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	private final String code;

	private final transient Map<String, List<String>> errors;

	private ApiError(int status, String code, String message, Map<String, List<String>> errors) {
		super(message, null, false, false);
		this.status = status;
		this.code = code;
		this.errors = errors;
	}

	static ApiError of(int status, String code, String message) {
		return new ApiError(status, code, message, Map.of());
	}

	static ApiError badRequest(String message) {
		return of(400, "bad_request", message);
	}

	static ApiError notFound(String what, String id) {
		return of(404, "not_found", "No " + what + " '" + id + "' is kept here.");
	}

	static ApiError invalidAction(String message) {
		return of(409, "invalid_action", message);
	}

	static ApiError alreadyExists(String what, String id) {
		return of(409, "already_exists", "The " + what + " '" + id + "' exists already.");
	}

	static ApiError invalid(Map<String, List<String>> errors) {
		return new ApiError(422, "validation_error", "The request is not valid: " + errors, errors);
	}

	static ApiError invalid(String field, String problem) {
		return invalid(Map.of(field, List.of(problem)));
	}

	int status() {
		return this.status;
	}

	String toJson() {
		ObjectNode answer = JsonFormat.object();
		answer.put("status", "error").put("code", this.code).put("message", getMessage());
		if (!this.errors.isEmpty()) {
			ObjectNode fields = answer.putObject("errors");
			this.errors.forEach((field, problems) -> problems.forEach(fields.withArray(field)::add));
		}
		return JsonFormat.write(answer);
	}

}
