package ai.prefactor.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a listener throws away from the request: logged once loud, then quietly.
 */
final class GuardedRequestListener implements RequestListener {

	private static final Logger logger = LoggerFactory.getLogger(GuardedRequestListener.class);

	private final RequestListener listener;

	private final AtomicBoolean failed = new AtomicBoolean();

	GuardedRequestListener(RequestListener listener) {
		this.listener = listener;
	}

	@Override
	public void requested(String operation, Outcome outcome, int status, Duration duration) {
		guard(() -> this.listener.requested(operation, outcome, status, duration));
	}

	@Override
	public void retried(String operation, String cause) {
		guard(() -> this.listener.retried(operation, cause));
	}

	private void guard(Runnable call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("A request listener failed; the request goes on, further failures are logged at DEBUG", ex);
			}
			else {
				logger.debug("A request listener failed", ex);
			}
		}
	}

}
