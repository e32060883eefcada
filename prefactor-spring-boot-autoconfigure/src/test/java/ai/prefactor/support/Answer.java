package ai.prefactor.support;

import java.util.Map;

/**
 * What a scripted server answers.
 *
 * @param status the status code
 * @param headers the headers
 * @param body the body
 */
public record Answer(int status, Map<String, String> headers, String body) {

	static Answer json(int status, String body) {
		return new Answer(status, Map.of("Content-Type", "application/json"), body);
	}

	static Answer error(int status, String code) {
		return json(status, "{\"status\":\"error\",\"code\":\"" + code + "\",\"message\":\"scripted\"}");
	}

	Answer withBody(String body) {
		return new Answer(this.status, this.headers, body);
	}

}
