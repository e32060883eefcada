package ai.prefactor.http;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.util.StringUtils;

import ai.prefactor.http.PrefactorConnectionException.Kind;

/**
 * A request that is ready to go, with the address and the token of this attempt.
 *
 * @param operation what is asked for
 * @param method how
 * @param url where
 * @param token as whom; {@code null} for nobody
 * @param body what, if there is anything to send
 */
record OutgoingRequest(String operation, HttpMethod method, URI url, @Nullable String token,
		@Nullable EncodedBody<?> body) {

	/**
	 * Puts a request together.
	 * @throws PrefactorConnectionException if the connection's address or token is of no
	 * use; it may be the next time
	 */
	static OutgoingRequest prepare(ApiConnection connection, String operation, HttpMethod method, String path,
			@Nullable EncodedBody<?> body) {
		return new OutgoingRequest(operation, method, address(connection, operation, path),
				credential(connection, operation), body);
	}

	private static URI address(ApiConnection connection, String operation, String path) {
		URI address;
		try {
			String base = connection.url().toString();
			address = URI.create(StringUtils.trimTrailingCharacter(base, '/') + path);
		}
		catch (RuntimeException ex) {
			throw unsent(operation, "its URL could not be determined", ex);
		}
		String scheme = address.getScheme();
		if (address.getHost() == null || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
			throw unsent(operation, "the URL of the API must be absolute and start with http:// or https://", null);
		}
		return address;
	}

	private static @Nullable String credential(ApiConnection connection, String operation) {
		String credential;
		try {
			credential = connection.token();
		}
		catch (RuntimeException ex) {
			throw unsent(operation, "its token could not be determined", ex);
		}
		if (credential == null || credential.isBlank()) {
			return null;
		}
		// Read from a file, say, it ends in a line break
		credential = credential.strip();
		if (!credential.chars().allMatch((c) -> c > ' ' && c < 0x7F)) {
			throw unsent(operation, "the token holds a character that a header cannot carry", null);
		}
		return credential;
	}

	private static PrefactorConnectionException unsent(String operation, String problem,
			@Nullable RuntimeException cause) {
		return new PrefactorConnectionException(operation, Kind.UNSENT, "was not sent: " + problem, cause);
	}

	/**
	 * Leaves the token and the body out.
	 */
	@Override
	public String toString() {
		return "OutgoingRequest[" + this.operation + "]";
	}

}
