package ai.prefactor.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.http.RequestListener;
import ai.prefactor.transport.TransportListener;

/**
 * Passes what happens to requests on to every listener, and repeated attempts to the
 * transport's books as well.
 */
final class RequestListeners implements RequestListener {

	private static final Logger logger = LoggerFactory.getLogger(RequestListeners.class);

	private final List<RequestListener> listeners;

	private final TransportListener accounts;

	RequestListeners(List<RequestListener> listeners, TransportListener accounts) {
		this.listeners = listeners;
		this.accounts = accounts;
	}

	@Override
	public void requested(String operation, Outcome outcome, int status, Duration duration) {
		tell((listener) -> listener.requested(operation, outcome, status, duration));
	}

	@Override
	public void retried(String operation, String cause) {
		this.accounts.retried(operation, cause);
		tell((listener) -> listener.retried(operation, cause));
	}

	private void tell(Consumer<RequestListener> event) {
		for (RequestListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) {
				logger.debug("The request listener {} failed", listener, ex);
			}
		}
	}

}
