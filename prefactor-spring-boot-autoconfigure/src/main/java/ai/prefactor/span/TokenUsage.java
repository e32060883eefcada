package ai.prefactor.span;

import org.jspecify.annotations.Nullable;

/**
 * How many tokens a model call used. What is not known is {@code null} and is not sent.
 *
 * @param promptTokens tokens that went in
 * @param completionTokens tokens that came out
 * @param totalTokens all of them
 * @since 0.1.0
 */
public record TokenUsage(@Nullable Integer promptTokens, @Nullable Integer completionTokens,
		@Nullable Integer totalTokens) {

	/**
	 * A usage whose total is the sum of its parts.
	 * @param promptTokens tokens that went in
	 * @param completionTokens tokens that came out
	 * @return the usage
	 */
	public static TokenUsage of(int promptTokens, int completionTokens) {
		return new TokenUsage(promptTokens, completionTokens, promptTokens + completionTokens);
	}

}
