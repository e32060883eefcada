package ai.prefactor.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that are kept, bounded by their number and by their bytes. Every other method
 * is called within {@link #exclusively}.
 */
final class RunStore {

	private static final Logger logger = LoggerFactory.getLogger(RunStore.class);

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, Run> runs = new LinkedHashMap<>();

	private final Map<String, Run> runsBySpan = new HashMap<>();

	private final IdempotencyStore answers = new IdempotencyStore();

	private final int maxRuns;

	private final long maxBytes;

	private long weight;

	RunStore(int maxRuns, long maxBytes) {
		this.maxRuns = maxRuns;
		this.maxBytes = maxBytes;
	}

	<T> T exclusively(Supplier<T> work) {
		this.lock.lock();
		try {
			return work.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	List<Run> runs() {
		return new ArrayList<>(this.runs.values());
	}

	boolean contains(String instanceId) {
		return this.runs.containsKey(instanceId);
	}

	Run run(String instanceId) {
		Run run = this.runs.get(instanceId);
		if (run == null) {
			throw ApiError.notFound("agent instance", instanceId);
		}
		return run;
	}

	@Nullable Run runOfSpan(String spanId) {
		return this.runsBySpan.get(spanId);
	}

	void add(Run run) {
		this.runs.put(run.instance().id(), run);
		this.weight += run.weight();
	}

	void put(Run run, Span span) {
		change(run, () -> run.put(span));
		this.runsBySpan.put(span.id(), run);
	}

	void putQuality(Run run, String name, @Nullable StoredJson payload) {
		change(run, () -> run.putQuality(name, payload));
	}

	@Nullable String answer(@Nullable String key) {
		return this.answers.answer(key);
	}

	void remember(Run run, String key, String answer) {
		change(run, () -> run.answered(key, answer));
		this.answers.remember(key, answer);
	}

	/**
	 * Lets runs go until all bounds hold: the oldest that has ended, else the oldest, and
	 * the one just written to last of all.
	 */
	void shrink(Run current) {
		while (this.runs.size() > this.maxRuns || this.weight > this.maxBytes) {
			remove(nextToLeave(current));
		}
	}

	private Run nextToLeave(Run current) {
		Run oldest = null;
		for (Run run : this.runs.values()) {
			if (run != current && run.instance().state().isFinal()) {
				return run;
			}
			if (run != current && oldest == null) {
				oldest = run;
			}
		}
		return (oldest != null) ? oldest : current;
	}

	private void remove(Run run) {
		logger.debug("Letting go of run {} to stay within {} runs and {} bytes", run.instance().id(), this.maxRuns,
				this.maxBytes);
		this.runs.remove(run.instance().id());
		run.spans().forEach((span) -> this.runsBySpan.remove(span.id()));
		this.answers.forget(run.keys());
		this.weight -= run.weight();
	}

	private void change(Run run, Runnable change) {
		long before = run.weight();
		change.run();
		this.weight += run.weight() - before;
	}

}
