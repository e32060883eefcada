package ai.prefactor.test;

/**
 * AssertJ assertions on what was recorded.
 *
 * @since 0.1.0
 */
public final class PrefactorAssertions {

	private PrefactorAssertions() {
	}

	/**
	 * Asserts something of a run.
	 * @param run the run
	 * @return the assertions
	 */
	public static RunAssert assertThat(RecordedRun run) {
		return new RunAssert(run);
	}

	/**
	 * Asserts something of a span.
	 * @param span the span
	 * @return the assertions
	 */
	public static SpanAssert assertThat(RecordedSpan span) {
		return new SpanAssert(span);
	}

}
