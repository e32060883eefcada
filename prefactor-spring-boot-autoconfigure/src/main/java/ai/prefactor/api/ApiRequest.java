package ai.prefactor.api;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of the API, to be sent to its own endpoint or as an item of a bulk
 * request.
 *
 * @since 0.1.0
 */
public sealed interface ApiRequest
		permits RegisterRequest, StartInstanceRequest, FinishInstanceRequest, CreateSpanRequest, FinishSpanRequest {

	/**
	 * What is asked for.
	 * @return the operation
	 */
	Operation operation();

	/**
	 * The key that stands for this request and its body.
	 * @return 1 to 64 characters
	 */
	String idempotencyKey();

	/**
	 * What is started or finished: it stands in the endpoint's path, not in its body.
	 * @return the id of a run or a span; {@code null} where something new is made
	 */
	@Nullable String targetId();

}
