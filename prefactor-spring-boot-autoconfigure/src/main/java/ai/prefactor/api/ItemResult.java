package ai.prefactor.api;

import org.jspecify.annotations.Nullable;

/**
 * What became of an item of a bulk request that was attempted.
 *
 * @since 0.1.0
 */
public sealed interface ItemResult permits ItemResult.Accepted, ItemResult.Refused {

	/**
	 * The server has taken it.
	 *
	 * @param acknowledgement what it answered
	 */
	record Accepted(Acknowledgement acknowledgement) implements ItemResult {
	}

	/**
	 * The server has not taken it.
	 *
	 * @param code the API's code, for example {@code invalid_action}
	 * @param message the API's message, cut and free of the token
	 * @param status the status code that the item's own endpoint would have answered
	 * with; {@code null} if the server does not tell
	 */
	record Refused(@Nullable String code, @Nullable String message, @Nullable Integer status) implements ItemResult {
	}

}
