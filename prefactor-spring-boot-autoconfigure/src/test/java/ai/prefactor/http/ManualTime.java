package ai.prefactor.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that passes only when someone sleeps, at once, and remembers for how long.
 */
public final class ManualTime implements Sleeper, InstantSource {

	public static final Instant START = Instant.parse("2026-02-09T10:15:30Z");

	private final AtomicLong nanos = new AtomicLong();

	private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

	@Override
	public void sleep(Duration duration) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		this.sleeps.add(duration);
		advance(duration);
	}

	public void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

	public long nanos() {
		return this.nanos.get();
	}

	@Override
	public Instant instant() {
		return START.plusNanos(nanos());
	}

	public List<Duration> sleeps() {
		return this.sleeps;
	}

}
