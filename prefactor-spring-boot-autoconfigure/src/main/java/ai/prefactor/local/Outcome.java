package ai.prefactor.local;

import tools.jackson.databind.node.ObjectNode;

/**
 * What an operation that succeeded did.
 *
 * @param run the run that it changed
 * @param answer the whole answer
 * @param ended whether the run has ended by it
 */
record Outcome(Run run, ObjectNode answer, boolean ended) {

	static Outcome of(Run run, ObjectNode details) {
		return of(run, details, false);
	}

	static Outcome of(Run run, ObjectNode details, boolean ended) {
		ObjectNode answer = JsonFormat.object().put("status", "success").set("details", details);
		return new Outcome(run, answer, ended);
	}

	/**
	 * The outcome for a span, whose answer tells a client that its run was terminated.
	 */
	static Outcome ofSpan(Run run, Span span) {
		Outcome outcome = of(run, RecordView.span(span));
		if (run.instance().state() == State.TERMINATED) {
			outcome.answer()
				.putObject("control")
				.put("terminate", true)
				.put("reason", run.instance().terminationReason());
		}
		return outcome;
	}

}
