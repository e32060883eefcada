package ai.prefactor.transport;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.TransportAction;

/**
 * Tells what is known of the actions that were given up at shutdown. Made once the lanes
 * rest for ever; of a lane that does not come to rest, nothing is known.
 */
final class Leftovers {

	private final Map<TransportAction, Fate> fates = new IdentityHashMap<>();

	private final List<Lane> resting = new ArrayList<>();

	private final boolean complete;

	Leftovers(List<Lane> lanes) {
		for (Lane lane : lanes) {
			if (!lane.progress().isAtWork()) {
				this.resting.add(lane);
				this.fates.putAll(lane.fates());
			}
		}
		this.complete = this.resting.size() == lanes.size();
	}

	Fate fate(TransportAction action) {
		Fate known = this.fates.get(action);
		if (known != null) {
			return known;
		}
		if (!this.complete && this.resting.stream().noneMatch((lane) -> lane.has(action.runId()))) {
			return Fate.UNKNOWN;
		}
		return (action instanceof CreateSpan create && create.handle().delivery() instanceof SpanDelivery delivery)
				? delivery.fate() : Fate.UNSENT;
	}

}
