package ai.prefactor.transport;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.prefactor.action.TransportAction;

/**
 * Remembers what became of each action.
 */
final class RecordingTransportListener implements TransportListener {

	private final Map<String, List<String>> outcomes = new ConcurrentHashMap<>();

	private final List<TransportAction> accepted = new CopyOnWriteArrayList<>();

	private final List<String> retries = new CopyOnWriteArrayList<>();

	private final List<TransportState> states = new CopyOnWriteArrayList<>();

	List<TransportAction> accepted() {
		return this.accepted;
	}

	/**
	 * Outcomes by idempotency key.
	 */
	Map<String, List<String>> outcomes() {
		return this.outcomes;
	}

	List<String> outcomes(TransportAction action) {
		return this.outcomes.getOrDefault(action.idempotencyKey(), List.of());
	}

	List<String> retries() {
		return this.retries;
	}

	List<TransportState> states() {
		return this.states;
	}

	@Override
	public void accepted(TransportAction action) {
		this.accepted.add(action);
	}

	@Override
	public void delivered(TransportAction action) {
		note(action, "delivered");
	}

	@Override
	public void dropped(TransportAction action, DropReason reason) {
		note(action, "dropped " + reason.id());
	}

	@Override
	public void rejected(TransportAction action, DropReason reason) {
		note(action, "rejected " + reason.id());
	}

	@Override
	public void unknown(TransportAction action) {
		note(action, "unknown");
	}

	@Override
	public void retried(String operation, String cause) {
		this.retries.add(cause);
	}

	@Override
	public void stateChanged(TransportState from, TransportState to, String reason) {
		this.states.add(to);
	}

	private void note(TransportAction action, String outcome) {
		this.outcomes.computeIfAbsent(action.idempotencyKey(), (key) -> new CopyOnWriteArrayList<>()).add(outcome);
	}

}
