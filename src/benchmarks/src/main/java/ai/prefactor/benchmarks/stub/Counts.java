package ai.prefactor.benchmarks.stub;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the server was sent since it was last reset.
 */
final class Counts {

	private final LongAdder requests = new LongAdder();

	private final LongAdder bytes = new LongAdder();

	private final LongAdder spans = new LongAdder();

	private final LongAdder finishes = new LongAdder();

	private final LongAdder registered = new LongAdder();

	private final LongAdder finished = new LongAdder();

	private final Set<String> openRuns = ConcurrentHashMap.newKeySet();

	void request(int size) {
		this.requests.increment();
		this.bytes.add(size);
	}

	void spans(long count) {
		this.spans.add(count);
	}

	void spanFinished() {
		this.finishes.increment();
	}

	void runRegistered(String id) {
		if (this.openRuns.add(id)) {
			this.registered.increment();
		}
	}

	/**
	 * Counts a finish that may be a run's.
	 * @param id what is finished
	 * @return whether it is a run
	 */
	boolean runFinished(String id) {
		boolean run = this.openRuns.remove(id);
		if (run) {
			this.finished.increment();
		}
		return run;
	}

	void reset() {
		this.requests.reset();
		this.bytes.reset();
		this.spans.reset();
		this.finishes.reset();
		this.registered.reset();
		this.finished.reset();
		this.openRuns.clear();
	}

	String describe() {
		return "requests=" + this.requests + "|bytes=" + this.bytes + "|spans=" + this.spans + "|finishes="
				+ this.finishes + "|registered=" + this.registered + "|finished=" + this.finished + "|open="
				+ this.openRuns.size();
	}

}
