package ai.prefactor.autoconfigure;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import org.springframework.beans.factory.DisposableBean;

/**
 * Owns the thread on which runs that linger are ended. A type of our own, so that no
 * executor of ours takes the place of the application's. The thread exists from the first
 * run that lingers on and does not keep the JVM alive.
 */
final class LingerScheduler implements DisposableBean {

	private final ScheduledThreadPoolExecutor executor;

	LingerScheduler() {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(null, task, "prefactor-linger-1", 0, false);
			thread.setDaemon(true);
			return thread;
		});
		this.executor.setRemoveOnCancelPolicy(true);
	}

	ScheduledExecutorService executor() {
		return this.executor;
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

}
