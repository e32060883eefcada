package ai.prefactor.actuate;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import ai.prefactor.transport.TransportStatus;

/**
 * What {@code /actuator/prefactor} shows.
 *
 * @param transport how delivery goes
 * @param queue how full the queue is
 * @param counts what became of spans and runs
 * @param activeRuns how many runs are under way
 * @param runs the first hundred of them, those that opened first in front
 * @param configuration what is configured
 * @since 0.1.0
 */
public record PrefactorReport(Transport transport, Queue queue, Counts counts, int activeRuns, List<Run> runs,
		ConfigurationReport configuration) {

	public PrefactorReport {
		runs = List.copyOf(runs);
	}

	static PrefactorReport of(TransportStatus status, int activeRuns, List<Run> runs,
			ConfigurationReport configuration) {
		return new PrefactorReport(Transport.of(status), Queue.of(status.queue()), Counts.of(status.counts()),
				activeRuns, runs, configuration);
	}

	/**
	 * How delivery goes.
	 *
	 * @param state the state, for example {@code HEALTHY}
	 * @param since when it came to that state
	 * @param consecutiveFailures requests that failed in a row up to now
	 * @param lastFailure what went wrong last, {@code null} if nothing did
	 * @param lastFailureAt when it did
	 */
	public record Transport(String state, Instant since, int consecutiveFailures, @Nullable String lastFailure,
			@Nullable Instant lastFailureAt) {

		static Transport of(TransportStatus status) {
			return new Transport(status.state().name(), status.since(), status.consecutiveFailures(),
					status.lastFailure(), status.lastFailureAt());
		}

	}

	/**
	 * How full the queue is.
	 *
	 * @param depth actions that wait or are being sent
	 * @param bytes what they keep in memory, estimated
	 * @param capacity how many actions there is room for
	 * @param maxBytes how many bytes there is room for
	 */
	public record Queue(long depth, long bytes, long capacity, long maxBytes) {

		static Queue of(TransportStatus.Queue queue) {
			return new Queue(queue.depth(), queue.bytes(), queue.capacity(), queue.maxBytes());
		}

	}

	/**
	 * What became of spans and runs.
	 *
	 * @param delivered spans that the server has
	 * @param lost spans that it does not have, by reason, for example {@code queue_full}
	 * @param unknown spans of which that is not known
	 * @param runsLost runs that the server does not have
	 * @param runsLeftOpen runs that the server has, or may have, although their start or
	 * their finish was lost, or may have been
	 * @param payloadsDropped spans that were sent without their payload
	 * @param retries requests that were tried again
	 */
	public record Counts(long delivered, Map<String, Long> lost, long unknown, long runsLost, long runsLeftOpen,
			long payloadsDropped, long retries) {

		public Counts {
			lost = Collections.unmodifiableMap(new TreeMap<>(lost));
		}

		static Counts of(TransportStatus.Counts counts) {
			Map<String, Long> lost = new HashMap<>();
			counts.lost().forEach((reason, count) -> lost.put(reason.id(), count));
			return new Counts(counts.delivered(), lost, counts.unknown(), counts.runsLost(), counts.runsLeftOpen(),
					counts.payloadsDropped(), counts.retries());
		}

	}

	/**
	 * A run that is under way.
	 *
	 * @param id its id
	 * @param startedAt when it opened
	 * @param terminated whether the platform told it to stop
	 */
	public record Run(String id, Instant startedAt, boolean terminated) {

	}

}
