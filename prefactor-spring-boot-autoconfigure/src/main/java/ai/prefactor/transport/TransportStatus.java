package ai.prefactor.transport;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * How delivery stands at one moment.
 *
 * @param state the state
 * @param since when it came to that state
 * @param lastFailure what went wrong last, {@code null} if nothing did
 * @param lastFailureAt when it did
 * @param consecutiveFailures requests that failed in a row up to now
 * @param queue how full the queue is
 * @param counts what became of spans
 * @since 0.1.0
 */
public record TransportStatus(TransportState state, Instant since, @Nullable String lastFailure,
		@Nullable Instant lastFailureAt, int consecutiveFailures, Queue queue, Counts counts) {

	/**
	 * How full the queue is.
	 *
	 * @param depth actions that wait or are being sent
	 * @param bytes what they keep in memory, estimated
	 * @param capacity how many actions there is room for
	 * @param maxBytes how many bytes there is room for
	 */
	public record Queue(long depth, long bytes, long capacity, long maxBytes) {

		/**
		 * How full the queue is, by whichever of its bounds is nearer.
		 * @return 0.0 (empty) to 1.0 (full)
		 */
		public double fill() {
			return Math.max((double) this.depth / this.capacity, (double) this.bytes / this.maxBytes);
		}

	}

	/**
	 * What became of spans and runs.
	 *
	 * @param delivered spans that the server has
	 * @param lost spans that it does not have, by reason
	 * @param unknown spans of which that is not known
	 * @param runsLost runs that the server does not have
	 * @param runsLeftOpen runs that the server has, or may have, although their start or
	 * their finish was lost, or may have been
	 * @param payloadsDropped spans that were sent without their payload
	 * @param retries requests that were tried again
	 */
	public record Counts(long delivered, Map<DropReason, Long> lost, long unknown, long runsLost, long runsLeftOpen,
			long payloadsDropped, long retries) {

		/**
		 * The reasons for which spans were lost, in words of meters and logs.
		 * @return the numbers above zero by {@link DropReason#id()}
		 */
		public Map<String, Long> lostByReason() {
			Map<String, Long> reasons = new TreeMap<>();
			this.lost.forEach((reason, count) -> {
				if (count > 0) {
					reasons.put(reason.id(), count);
				}
			});
			return reasons;
		}

		/**
		 * All spans that the server does not have.
		 * @return their number
		 */
		public long lostTotal() {
			return this.lost.values().stream().mapToLong(Long::longValue).sum();
		}

	}

}
