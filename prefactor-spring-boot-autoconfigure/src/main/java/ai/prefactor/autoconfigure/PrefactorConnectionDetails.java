package ai.prefactor.autoconfigure;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where Prefactor is reached, and with which token. A bean of this type takes the place
 * of {@code prefactor.api.url}, {@code prefactor.api.token} and
 * {@code prefactor.api.ssl}. Asked anew for each request, from any thread.
 *
 * @since 0.1.0
 */
public interface PrefactorConnectionDetails extends ConnectionDetails {

	/**
	 * The platform's address, to which paths are added: http or https, without a slash at
	 * its end.
	 * @return the address
	 */
	URI getUrl();

	/**
	 * The API token.
	 * @return the token, or {@code null} if there is none
	 */
	@Nullable String getToken();

	/**
	 * Whether the platform takes nothing without a token, so that the application does
	 * not start if there is none.
	 * @return {@code false} to start without; {@code true} by default
	 */
	default boolean isTokenRequired() {
		return true;
	}

	/**
	 * The keys and certificates for the connection. Asked once, at start-up.
	 * @return the bundle, or {@code null} (the default) for those of the JVM
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
