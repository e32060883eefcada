package ai.prefactor.transport;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.TransportAction;

/**
 * Tells what is known of the actions that were given up at shutdown. Made once the lanes
 * are at rest.
 */
final class Leftovers {

	private final Map<TransportAction, Fate> fates = new IdentityHashMap<>();

	Leftovers(List<Lane> lanes) {
		for (Lane lane : lanes) {
			for (BatchItem item : lane.unsettled()) {
				LaneEntry entry = item.entry();
				if (entry != null) {
					this.fates.put(entry.action(), item.fate());
				}
			}
		}
	}

	Fate fate(TransportAction action) {
		Fate known = this.fates.get(action);
		if (known != null) {
			return known;
		}
		return (action instanceof CreateSpan create && create.handle().delivery() instanceof SpanDelivery delivery)
				? delivery.fate() : Fate.UNSENT;
	}

}
