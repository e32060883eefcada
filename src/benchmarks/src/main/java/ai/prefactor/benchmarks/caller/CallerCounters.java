package ai.prefactor.benchmarks.caller;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What the measured threads of this process allocated themselves, and what was lost.
 */
final class CallerCounters {

	private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory
		.getThreadMXBean();

	private static final LongAdder SPANS = new LongAdder();

	private static final LongAdder BYTES = new LongAdder();

	private static volatile LongSupplier lost = () -> 0;

	private CallerCounters() {
	}

	/**
	 * What the current thread has allocated.
	 * @return bytes
	 */
	static long allocated() {
		return THREADS.getCurrentThreadAllocatedBytes();
	}

	static void count(long spans, long bytes) {
		SPANS.add(spans);
		BYTES.add(bytes);
	}

	static void lostAccordingTo(LongSupplier source) {
		lost = source;
	}

	static long lost() {
		return lost.getAsLong();
	}

	static long spans() {
		return SPANS.sum();
	}

	static long bytes() {
		return BYTES.sum();
	}

}
