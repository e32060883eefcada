package ai.prefactor.transport;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import ai.prefactor.action.TransportAction;
import ai.prefactor.api.ApiClients;
import ai.prefactor.control.TerminationMonitor;

/**
 * A transport before a fake platform, with pauses that a test can wait for.
 */
final class TestTransport implements AutoCloseable {

	static final Duration SOON = Duration.ofSeconds(20);

	static final TransportSettings.Batch BULK = new TransportSettings.Batch(true, 1_000, 4 << 20, Duration.ofMillis(1));

	static final TransportSettings.Batch SINGLY = new TransportSettings.Batch(false, 1_000, 4 << 20,
			Duration.ofMillis(1));

	private final FakePlatform platform = new FakePlatform();

	private final RecordingTransportListener listener = new RecordingTransportListener();

	private final TerminationMonitor terminations = new TerminationMonitor();

	private final QueueingTransport transport;

	private BooleanSupplier singleAttempt = () -> false;

	TestTransport() {
		this(BULK);
	}

	TestTransport(TransportSettings.Batch batch) {
		this(batch, 1_000, 1 << 20, 1);
	}

	TestTransport(int capacity, long maxBytes, int lanes, TransportListener... listeners) {
		this(BULK, capacity, maxBytes, lanes, listeners);
	}

	TestTransport(TransportSettings.Batch batch, int capacity, long maxBytes, int lanes,
			TransportListener... listeners) {
		this(new TransportSettings(capacity, maxBytes, lanes, Duration.ofMillis(5), 1.5, Duration.ofMillis(20), batch,
				null), System::nanoTime, listeners);
	}

	TestTransport(TransportSettings settings, LongSupplier nanoTime, TransportListener... listeners) {
		List<TransportListener> all = new ArrayList<>(List.of(listeners));
		all.add(this.listener);
		this.transport = new TransportBuilder(settings, this.terminations, all)
			.timing(InstantSource.system(), nanoTime, () -> new Random(1))
			.rest(SOON)
			.build(this::clients, () -> {
			});
	}

	FakePlatform platform() {
		return this.platform;
	}

	RecordingTransportListener listener() {
		return this.listener;
	}

	TerminationMonitor terminations() {
		return this.terminations;
	}

	QueueingTransport transport() {
		return this.transport;
	}

	TransportStatus.Counts counts() {
		return this.transport.status().counts();
	}

	/**
	 * Whether a request that starts now is tried only once.
	 */
	boolean isSingleAttempt() {
		return this.singleAttempt.getAsBoolean();
	}

	private ApiClients clients(BooleanSupplier singleAttempt) {
		this.singleAttempt = singleAttempt;
		return this.platform.clients();
	}

	TestTransport start() {
		this.transport.start();
		return this;
	}

	boolean submit(TransportAction... actions) {
		boolean accepted = true;
		for (TransportAction action : actions) {
			accepted &= this.transport.submit(action);
		}
		return accepted;
	}

	boolean flush() {
		return this.transport.flush(SOON);
	}

	@Override
	public void close() {
		this.transport.stop(Duration.ZERO);
	}

}
