package ai.prefactor.api;

import ai.prefactor.http.EncodedBody;

/**
 * Many operations in one request. Retries as configured, with the same bytes. Safe for
 * use by many threads; the calling thread waits and can be interrupted.
 *
 * @since 0.1.0
 */
public interface BulkClient {

	/**
	 * The operation, as failures and meters name it.
	 */
	String OPERATION = "bulk";

	/**
	 * Sends items, which are processed in their order, each for itself, up to the first
	 * that fails.
	 * @param body the items
	 * @return what became of each
	 * @throws ai.prefactor.http.PrefactorHttpException if there is no answer, or it
	 * concerns the request as a whole
	 */
	BulkAnswer send(EncodedBody<BulkRequest> body);

}
