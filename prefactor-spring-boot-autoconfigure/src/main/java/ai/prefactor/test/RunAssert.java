package ai.prefactor.test;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

import ai.prefactor.span.SpanStatus;

/**
 * Assertions on a run.
 *
 * @since 0.1.0
 */
public final class RunAssert extends AbstractAssert<RunAssert, RecordedRun> {

	RunAssert(RecordedRun run) {
		super(run, RunAssert.class);
	}

	/**
	 * The run ended as it should.
	 * @return this
	 */
	public RunAssert isComplete() {
		return hasStatus(SpanStatus.COMPLETE);
	}

	/**
	 * The run ended with an error.
	 * @return this
	 */
	public RunAssert isFailed() {
		return hasStatus(SpanStatus.FAILED);
	}

	/**
	 * The run was given up.
	 * @return this
	 */
	public RunAssert isCancelled() {
		return hasStatus(SpanStatus.CANCELLED);
	}

	/**
	 * The run has not ended.
	 * @return this
	 */
	public RunAssert isActive() {
		return hasStatus(SpanStatus.ACTIVE);
	}

	/**
	 * The run has a status.
	 * @param status the status
	 * @return this
	 */
	public RunAssert hasStatus(SpanStatus status) {
		isNotNull();
		if (this.actual.status() != status) {
			throw failure("Expected the run to be %s but it is %s:\n%s", status.id(), this.actual.status().id(),
					this.actual);
		}
		return this;
	}

	/**
	 * The run's spans form a tree.
	 * @param tree a line per span as {@link RecordedRun#tree()} draws it; blanks around
	 * the whole do not count
	 * @return this
	 */
	public RunAssert hasTree(String tree) {
		isNotNull();
		Assertions.assertThat(this.actual.tree().strip()).as("Tree of the run").isEqualTo(tree.strip());
		return this;
	}

	/**
	 * Every span was sent under a type that the run declared.
	 * @return this
	 */
	public RunAssert hasOnlyDeclaredTypes() {
		isNotNull();
		Assertions.assertThat(this.actual.spans()).as("Spans of the run").allSatisfy((span) -> {
			if (!this.actual.schema().declares(span.data().type())) {
				throw failure("The span type %s is not declared", span.data().type());
			}
		});
		return this;
	}

}
