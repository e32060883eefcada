package ai.prefactor.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A success of the API's: {@code {"status":"success","details":{...}}}.
 *
 * @since 0.1.0
 */
public final class ApiAnswer {

	private final String operation;

	private final int status;

	private final JsonNode body;

	ApiAnswer(String operation, int status, JsonNode body) {
		this.operation = operation;
		this.status = status;
		this.body = body;
	}

	/**
	 * The whole answer.
	 * @return an object
	 */
	public JsonNode body() {
		return this.body;
	}

	/**
	 * A text under {@code details}.
	 * @param name the field's name
	 * @return the text, or {@code null} if there is none or it is empty
	 */
	public @Nullable String detail(String name) {
		String text = this.body.path("details").path(name).stringValue(null);
		return (text == null || text.isEmpty()) ? null : text;
	}

	/**
	 * Says that the answer lacks what is due in it.
	 * @param problem what is wrong, in words that hold nothing of the answer
	 * @return the failure to throw; it is not retryable
	 */
	public PrefactorResponseException violation(String problem) {
		return new PrefactorResponseException(this.operation,
				ErrorAnswer.of(this.status, PrefactorResponseException.CONTRACT, problem));
	}

}
