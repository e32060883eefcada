package ai.prefactor.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.id.Pfid;
import ai.prefactor.schema.AgentDescriptor;
import ai.prefactor.schema.AgentSchema;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanStatus;

/**
 * A run that was recorded.
 *
 * @param id its id
 * @param agent the agent that it belongs to
 * @param schema the span types that it declared
 * @param status how it ended; {@link SpanStatus#ACTIVE} if it has not
 * @param roots its spans without a parent, with their children below them. Only spans
 * that have ended are there: until its parent ends, a child stands as a root
 * @since 0.1.0
 */
public record RecordedRun(Pfid id, AgentDescriptor agent, AgentSchema schema, SpanStatus status,
		List<RecordedSpan> roots) {

	public RecordedRun {
		roots = List.copyOf(roots);
	}

	/**
	 * All spans of the run.
	 * @return the spans, parents before their children
	 */
	public List<RecordedSpan> spans() {
		List<RecordedSpan> spans = new ArrayList<>();
		this.roots.forEach((root) -> root.collect(spans));
		return spans;
	}

	/**
	 * The only span of a name.
	 * @param name the name
	 * @return the span
	 * @throws AssertionError if there is none, or more than one
	 */
	public RecordedSpan span(String name) {
		List<RecordedSpan> spans = spans().stream().filter((span) -> span.name().equals(name)).toList();
		if (spans.size() != 1) {
			throw new AssertionError(
					"Expected one span '" + name + "' but there are " + spans.size() + " in:\n" + tree());
		}
		return spans.get(0);
	}

	/**
	 * The run as a picture: a line per span with its kind, name and status, children two
	 * blanks further in. Siblings stand in the order in which they started.
	 * @return the lines, each with a line feed at its end
	 */
	public String tree() {
		StringBuilder tree = new StringBuilder();
		this.roots.forEach((root) -> root.draw(tree, 0));
		return tree.toString();
	}

	static RecordedRun of(List<TransportAction> actions) {
		RegisterInstance registration = (RegisterInstance) actions.get(0);
		SpanStatus outcome = SpanStatus.ACTIVE;
		Map<Pfid, SpanData> byId = new LinkedHashMap<>();
		for (TransportAction action : actions) {
			if (action instanceof CreateSpan create) {
				byId.put(create.span().id(), create.span());
			}
			else if (action instanceof FinishInstance finish) {
				outcome = finish.status();
			}
		}
		return new RecordedRun(registration.runId(), registration.agent(), registration.schema(), outcome,
				RecordedSpan.tree(byId));
	}

	@Override
	public String toString() {
		return "RecordedRun[" + this.id + ", " + this.status.id() + "]\n" + tree();
	}

}
