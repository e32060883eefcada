package ai.prefactor.test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.id.Pfid;
import ai.prefactor.transport.DropReason;
import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportState;
import ai.prefactor.transport.TransportStatus;

/**
 * A transport that keeps what it got instead of sending it. Takes the place of the real
 * one in tests with {@link AutoConfigurePrefactorRecorder}. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class PrefactorRecorder implements Transport {

	private final Instant since;

	private final List<TransportAction> actions = new ArrayList<>();

	/**
	 * A recorder that has nothing yet.
	 */
	public PrefactorRecorder() {
		this.since = InstantSource.system().instant();
	}

	@Override
	public synchronized boolean submit(TransportAction action) {
		return this.actions.add(action);
	}

	/**
	 * Everything that was recorded.
	 * @return the actions in their order, a copy
	 */
	public synchronized List<TransportAction> actions() {
		return List.copyOf(this.actions);
	}

	/**
	 * The runs that were opened, with what is known of them by now.
	 * @return the runs in the order in which they were opened
	 */
	public List<RecordedRun> runs() {
		Map<Pfid, List<TransportAction>> byRun = new LinkedHashMap<>();
		for (TransportAction action : actions()) {
			if (action instanceof RegisterInstance) {
				byRun.put(action.runId(), new ArrayList<>());
			}
			byRun.getOrDefault(action.runId(), new ArrayList<>()).add(action);
		}
		return byRun.values().stream().map(RecordedRun::of).toList();
	}

	/**
	 * The only run that was opened.
	 * @return the run
	 * @throws AssertionError if there was none, or more than one
	 */
	public RecordedRun run() {
		List<RecordedRun> runs = runs();
		if (runs.size() != 1) {
			throw new AssertionError("Expected one run but there are " + runs.size() + ": " + runs);
		}
		return runs.get(0);
	}

	/**
	 * Forgets everything, for the next test.
	 */
	public synchronized void clear() {
		this.actions.clear();
	}

	@Override
	public boolean flush(Duration timeout) {
		return true;
	}

	@Override
	public TransportStatus status() {
		TransportStatus.Queue queue = new TransportStatus.Queue(0, 0, Integer.MAX_VALUE, Long.MAX_VALUE);
		long spans = actions().stream().filter(CreateSpan.class::isInstance).count();
		TransportStatus.Counts counts = new TransportStatus.Counts(spans, Map.<DropReason, Long>of(), 0, 0, 0, 0, 0);
		return new TransportStatus(TransportState.HEALTHY, this.since, null, null, 0, queue, counts);
	}

}
