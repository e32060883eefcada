package ai.prefactor.http;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * Where Prefactor is and how to sign in. Asked anew for each request, by several threads,
 * so that an address or a token can change while the application runs.
 *
 * @since 0.1.0
 */
public interface ApiConnection {

	/**
	 * The base URL, for example {@code https://app.prefactorai.com}.
	 * @return an absolute URL; a slash at its end changes nothing
	 */
	URI url();

	/**
	 * The bearer token.
	 * @return the token, or {@code null} to send none
	 */
	@Nullable String token();

}
