package ai.prefactor.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Remembers what it was told, as text.
 */
public final class RecordingRequestListener implements RequestListener {

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<String> retries = new CopyOnWriteArrayList<>();

	private final List<Duration> durations = new CopyOnWriteArrayList<>();

	@Override
	public void requested(String operation, Outcome outcome, int status, Duration duration) {
		this.requests.add(operation + " " + outcome + " " + status);
		this.durations.add(duration);
	}

	@Override
	public void retried(String operation, String cause) {
		this.retries.add(operation + " " + cause);
	}

	public List<String> requests() {
		return this.requests;
	}

	public List<String> retries() {
		return this.retries;
	}

	public List<Duration> durations() {
		return this.durations;
	}

}
