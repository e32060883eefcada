package ai.prefactor.local;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries operations out, each as a whole or not at all, one at a time, and each
 * idempotency key once. Safe for use by many threads.
 */
final class Operations {

	private final RunStore store;

	private final InstanceOperations instances;

	private final SpanOperations spans;

	private final Consumer<RunSnapshot> endedRuns;

	Operations(RunStore store, InstanceOperations instances, SpanOperations spans, Consumer<RunSnapshot> endedRuns) {
		this.store = store;
		this.instances = instances;
		this.spans = spans;
		this.endedRuns = endedRuns;
	}

	/**
	 * Carries out one operation.
	 * @param target the id of what it is done to, empty if it creates something
	 * @param key the idempotency key
	 * @return the whole answer as JSON
	 * @throws ApiError if it is refused, and nothing was changed
	 */
	String execute(Operation operation, String target, @Nullable String key, ObjectNode body) {
		Result result = this.store.exclusively(() -> executeOnce(operation, target, key, body));
		if (result.ended() != null) {
			this.endedRuns.accept(result.ended());
		}
		return result.answer();
	}

	private Result executeOnce(Operation operation, String target, @Nullable String key, ObjectNode body) {
		String known = this.store.answer(key);
		if (known != null) {
			return new Result(known, null);
		}
		Outcome outcome = apply(operation, target, body);
		Run run = outcome.run();
		String answer = JsonFormat.write(outcome.answer());
		if (key != null) {
			this.store.remember(run, key, answer);
		}
		RunSnapshot ended = outcome.ended() ? run.snapshot() : null;
		this.store.shrink(run);
		return new Result(answer, ended);
	}

	private Outcome apply(Operation operation, String target, ObjectNode body) {
		return switch (operation) {
			case REGISTER -> this.instances.register(body);
			case START -> this.instances.start(target, body);
			case FINISH -> this.instances.finish(target, body);
			case RECORD_QUALITY -> this.instances.recordQuality(target, body);
			case TERMINATE -> this.instances.terminate(target, body);
			case CREATE_SPAN -> this.spans.create(body);
			case FINISH_SPAN -> this.spans.finish(target, body);
		};
	}

	private record Result(String answer, @Nullable RunSnapshot ended) {
	}

}
