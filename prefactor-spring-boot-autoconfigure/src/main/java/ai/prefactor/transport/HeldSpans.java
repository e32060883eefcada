package ai.prefactor.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.prefactor.span.StartedSpan;

/**
 * The actions of a run that wait for a model call to end, because its tokens stand in its
 * record, which is therefore sent only once. Used by one lane.
 */
final class HeldSpans {

	/**
	 * How long a model call's children wait for it at most.
	 */
	static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Map<StartedSpan, Held> held = new LinkedHashMap<>();

	/**
	 * Whether a model call may still end in time.
	 */
	boolean mayWaitFor(StartedSpan call, long now) {
		Held others = this.held.get(call);
		return others == null || others.nanosLeft(now) > 0;
	}

	void add(StartedSpan call, LaneEntry entry, long now) {
		this.held.computeIfAbsent(call, (key) -> new Held(now, new ArrayList<>())).entries().add(entry);
	}

	/**
	 * Lets go of what waits for a model call.
	 */
	List<LaneEntry> release(StartedSpan call) {
		Held released = this.held.isEmpty() ? null : this.held.remove(call);
		return (released != null) ? released.entries() : List.of();
	}

	/**
	 * Lets go of everything.
	 */
	List<LaneEntry> releaseAll() {
		List<LaneEntry> all = this.held.values().stream().flatMap((some) -> some.entries().stream()).toList();
		this.held.clear();
		return all;
	}

	/**
	 * Lets go of what has waited too long.
	 */
	List<LaneEntry> releaseOverdue(long now) {
		List<LaneEntry> overdue = new ArrayList<>();
		for (Held some : this.held.values()) {
			if (some.nanosLeft(now) <= 0) {
				overdue.addAll(some.entries());
				some.entries().clear();
			}
		}
		return overdue;
	}

	boolean isEmpty() {
		return this.held.values().stream().allMatch((some) -> some.entries().isEmpty());
	}

	/**
	 * How long it is until something has waited too long.
	 */
	long nanosLeft(long now) {
		long left = Long.MAX_VALUE;
		for (Held some : this.held.values()) {
			left = some.entries().isEmpty() ? left : Math.min(left, some.nanosLeft(now));
		}
		return left;
	}

	private record Held(long since, List<LaneEntry> entries) {

		long nanosLeft(long now) {
			return this.since + PATIENCE.toNanos() - now;
		}

	}

}
