package ai.prefactor.support;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.TransportAction;
import ai.prefactor.transport.DropReason;
import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportState;
import ai.prefactor.transport.TransportStatus;

/**
 * A transport that delivers nothing and stands as a test says.
 */
public final class FakeTransport implements Transport {

	public static final Instant SINCE = Instant.parse("2026-03-04T05:06:07Z");

	private static final TransportStatus.Counts COUNTS = new TransportStatus.Counts(5,
			Map.of(DropReason.QUEUE_FULL, 2L, DropReason.RUN_REJECTED, 1L), 3, 4, 8, 6, 7);

	private volatile TransportStatus status = status(TransportState.HEALTHY, null);

	public FakeTransport() {
	}

	public FakeTransport(TransportState state) {
		this(state, null);
	}

	public FakeTransport(TransportState state, @Nullable String lastFailure) {
		this.status = status(state, lastFailure);
	}

	/**
	 * Has other figures from now on.
	 */
	public void queue(long depth, long bytes, long capacity, long maxBytes) {
		this.status = new TransportStatus(this.status.state(), SINCE, null, null, 0,
				new TransportStatus.Queue(depth, bytes, capacity, maxBytes), COUNTS);
	}

	@Override
	public boolean submit(TransportAction action) {
		return true;
	}

	@Override
	public boolean flush(Duration timeout) {
		return true;
	}

	@Override
	public TransportStatus status() {
		return this.status;
	}

	private static TransportStatus status(TransportState state, @Nullable String lastFailure) {
		return new TransportStatus(state, SINCE, lastFailure, (lastFailure != null) ? SINCE.plusSeconds(1) : null,
				(lastFailure != null) ? 2 : 0, new TransportStatus.Queue(10, 250, 100, 1000), COUNTS);
	}

}
