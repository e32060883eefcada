package ai.prefactor.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import static org.awaitility.Awaitility.await;

/**
 * A thread that sleeps in {@code poll} once it is constructed.
 *
 * @param <T> the type of the items
 */
final class Poller<T> {

	private static final Duration LONG = Duration.ofSeconds(Long.MAX_VALUE);

	private final CompletableFuture<String> result = new CompletableFuture<>();

	private final Thread thread;

	Poller(WorkQueue<T> queue) {
		this.thread = new Thread(() -> {
			try {
				WorkQueue.Entry<T> entry = queue.poll(LONG);
				this.result.complete((entry != null) ? entry.item().toString() : "null");
			}
			catch (InterruptedException ex) {
				this.result.complete("interrupted");
			}
		});
		this.thread.setDaemon(true);
		this.thread.start();
		await().until(() -> this.thread.getState() == Thread.State.TIMED_WAITING);
	}

	void interrupt() {
		this.thread.interrupt();
	}

	/**
	 * The item it got, or {@code null} or {@code interrupted} as text.
	 */
	String result() throws Exception {
		return this.result.get();
	}

}
