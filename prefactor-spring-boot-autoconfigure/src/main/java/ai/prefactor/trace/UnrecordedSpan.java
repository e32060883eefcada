package ai.prefactor.trace;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import ai.prefactor.agent.AgentRun;
import ai.prefactor.id.Pfid;
import ai.prefactor.span.TokenUsage;

/**
 * A span of a run that is not recorded: it only carries the run on to its children. It
 * serves as every span of its run.
 */
final class UnrecordedSpan implements RunSpan {

	private final AgentRun run;

	UnrecordedSpan(AgentRun run) {
		this.run = run;
	}

	@Override
	public AgentRun run() {
		return this.run;
	}

	@Override
	public Pfid runId() {
		return this.run.id();
	}

	@Override
	public @Nullable Pfid spanId() {
		return null;
	}

	@Override
	public boolean isRecorded() {
		return false;
	}

	@Override
	public ActiveSpan input(String name, @Nullable Object value) {
		return this;
	}

	@Override
	public ActiveSpan inputs(Map<String, ? extends @Nullable Object> values) {
		return this;
	}

	@Override
	public ActiveSpan output(@Nullable Object value) {
		return this;
	}

	@Override
	public ActiveSpan elements(long count, List<?> first) {
		return this;
	}

	@Override
	public ActiveSpan metadata(String name, @Nullable Object value) {
		return this;
	}

	@Override
	public ActiveSpan tokens(TokenUsage usage) {
		return this;
	}

	@Override
	public void end() {
		// Nothing was recorded
	}

	@Override
	public void end(Instant finishedAt) {
		// Nothing was recorded
	}

	@Override
	public void fail(Throwable failure) {
		// Nothing was recorded
	}

	@Override
	public void cancel() {
		// Nothing was recorded
	}

}
