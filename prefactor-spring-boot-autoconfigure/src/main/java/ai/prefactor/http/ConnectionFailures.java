package ai.prefactor.http;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

import javax.net.ssl.SSLException;

import io.netty.handler.proxy.ProxyConnectException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import ai.prefactor.http.PrefactorConnectionException.Kind;

/**
 * Says in our words what went wrong on the network.
 */
final class ConnectionFailures {

	private ConnectionFailures() {
	}

	/**
	 * Translates a failure of an exchange.
	 * @param request what was sent
	 * @param failure what WebClient says
	 * @return the failure to throw
	 */
	static PrefactorConnectionException of(OutgoingRequest request, @Nullable Throwable failure) {
		// WebClient's own exception holds the request's headers
		Throwable cause = (failure instanceof WebClientRequestException) ? failure.getCause() : failure;
		String server = describe(request.url());
		if (cause instanceof SSLException) {
			return new PrefactorConnectionException(request.operation(), Kind.CONNECT, "could not agree on TLS with "
					+ server + ": " + NestedExceptionUtils.getMostSpecificCause(cause).getMessage(), cause);
		}
		if (isConnecting(cause)) {
			return new PrefactorConnectionException(request.operation(), Kind.CONNECT, "could not connect to " + server,
					cause);
		}
		return new PrefactorConnectionException(request.operation(), Kind.DROPPED,
				"lost its connection to " + server + " before the answer was complete", cause);
	}

	static PrefactorConnectionException closed(OutgoingRequest request, boolean sent) {
		return new PrefactorConnectionException(request.operation(), Kind.CLOSED,
				(sent ? "was cut off" : "was not sent") + ": the client is closed", null, sent);
	}

	static PrefactorConnectionException timeout(OutgoingRequest request, Duration timeout) {
		return new PrefactorConnectionException(request.operation(), Kind.TIMEOUT,
				"got no complete answer from " + describe(request.url()) + " within " + timeout.toMillis() + " ms",
				null);
	}

	/**
	 * Host and port: what else a URL holds may be secret.
	 */
	private static String describe(URI url) {
		return url.getScheme() + "://" + url.getHost() + ((url.getPort() >= 0) ? ":" + url.getPort() : "");
	}

	private static boolean isConnecting(@Nullable Throwable cause) {
		return cause instanceof ConnectException || cause instanceof UnknownHostException
				|| cause instanceof NoRouteToHostException || cause instanceof UnresolvedAddressException
				|| cause instanceof ProxyConnectException;
	}

}
