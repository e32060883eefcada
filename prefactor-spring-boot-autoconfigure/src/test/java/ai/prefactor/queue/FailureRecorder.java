package ai.prefactor.queue;

import java.util.AbstractMap.SimpleEntry;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;

/**
 * A {@link TaskListener} that keeps what it was told, and can throw.
 */
final class FailureRecorder implements TaskListener<String> {

	final Queue<String> seen = new ConcurrentLinkedQueue<>();

	final Queue<Map.Entry<String, Throwable>> causes = new ConcurrentLinkedQueue<>();

	volatile @Nullable Throwable thrown;

	@Override
	public void failed(String item, Throwable failure) {
		this.seen.add(item + ": " + failure.getMessage());
		this.causes.add(new SimpleEntry<>(item, failure));
		if (this.thrown instanceof Error error) {
			throw error;
		}
		if (this.thrown instanceof RuntimeException exception) {
			throw exception;
		}
	}

}
