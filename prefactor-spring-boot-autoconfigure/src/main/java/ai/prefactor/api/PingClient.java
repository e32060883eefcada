package ai.prefactor.api;

/**
 * Asks whether the server is there and the token is good. Retries as configured. Safe for
 * use by many threads; the calling thread waits.
 *
 * @since 0.1.0
 */
public interface PingClient {

	/**
	 * Asks.
	 * @throws ai.prefactor.http.PrefactorHttpException if the answer is no, or there is
	 * none
	 */
	void ping();

}
