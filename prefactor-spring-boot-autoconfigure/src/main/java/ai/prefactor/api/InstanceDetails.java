package ai.prefactor.api;

import org.jspecify.annotations.Nullable;

import ai.prefactor.http.ApiAnswer;

/**
 * A run as the server sees it.
 *
 * @param id its id; {@code null} if the server told none
 * @param status {@code pending}, {@code active}, {@code complete}, {@code failed},
 * {@code cancelled} or {@code terminated}; {@code null} if the server told none
 * @param terminationReason why it was terminated; {@code null} if it was not, or nobody
 * said
 * @since 0.1.0
 */
public record InstanceDetails(@Nullable String id, @Nullable String status, @Nullable String terminationReason) {

	static InstanceDetails of(ApiAnswer answer) {
		return new InstanceDetails(answer.detail("id"), answer.detail("status"), answer.detail("termination_reason"));
	}

	/**
	 * Whether someone ended the run.
	 * @return {@code true} if the run must stop
	 */
	public boolean isTerminated() {
		return "terminated".equals(this.status);
	}

}
