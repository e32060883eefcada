package ai.prefactor.transport;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.TransportAction;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.http.Backoff;
import ai.prefactor.id.Pfid;

/**
 * The parts of a lane, put together without queue and thread, before a fake platform.
 */
final class Deliveries {

	private final FakePlatform platform;

	private final RecordingTransportListener listener = new RecordingTransportListener();

	private final TransportAccounts accounts = new TransportAccounts(List.of(this.listener));

	private final MissingAgents missingAgents = new MissingAgents();

	private final TransportHealth health = new TransportHealth(
			new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), () -> new Random(1)), InstantSource.system(),
			System::nanoTime, this.accounts);

	private final Probe probe;

	private final Courier courier;

	private final RunDelivery run;

	Deliveries(FakePlatform platform, TerminationMonitor terminations) {
		this(platform, terminations, new TestRun().id());
	}

	Deliveries(FakePlatform platform, TerminationMonitor terminations, Pfid runId) {
		this.platform = platform;
		this.probe = new Probe(platform.clients().ping(), this.health, this.missingAgents);
		this.courier = new Courier(this.probe, this.health, terminations, this.accounts, this.missingAgents,
				new RefusalLog());
		this.run = new RunDelivery(runId, new ApiRequests(platform.clients()), this.courier, this.accounts);
	}

	RecordingTransportListener listener() {
		return this.listener;
	}

	TransportHealth health() {
		return this.health;
	}

	MissingAgents missingAgents() {
		return this.missingAgents;
	}

	Courier courier() {
		return this.courier;
	}

	Probe probe() {
		return this.probe;
	}

	RunDelivery run() {
		return this.run;
	}

	TransportState state() {
		return this.health.status(new TransportStatus.Queue(0, 0, 1, 1), this.accounts.counts()).state();
	}

	TransportStatus.Counts counts() {
		return this.accounts.counts();
	}

	Settlement deliver(TransportAction action) throws InterruptedException {
		return this.run.deliver(TestEntry.of(action));
	}

	Settlement deliverAll(TransportAction... actions) throws InterruptedException {
		Settlement last = Settlement.DELIVERED;
		for (TransportAction action : actions) {
			last = deliver(action);
		}
		return last;
	}

	/**
	 * Has the courier send a start.
	 */
	Reply sendSpan(TestEntry entry) throws InterruptedException {
		CreateSpan span = new TestRun().span("one").end();
		return this.courier.send(() -> new ApiRequests(this.platform.clients()).createSpan(span.runId().toString(),
				null, span.span(), span.idempotencyKey()), entry, null);
	}

	Reply send(TestEntry entry, @Nullable TransportAction settles) throws InterruptedException {
		TestRun started = new TestRun();
		return this.courier.send(
				() -> new ApiRequests(this.platform.clients()).start(started.id().toString(), started.start()), entry,
				settles);
	}

}
