package ai.prefactor.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A run as a tree for people: a line for the run, a line for each of its spans.
 */
final class RunTree {

	private static final int MAX_LINES = 200;

	private static final Duration SECONDS_FROM = Duration.ofSeconds(10);

	private static final Comparator<Span> BY_START = ListQuery.by(Span::startedAt);

	private final RunSnapshot run;

	private final Map<String, List<Span>> children = new HashMap<>();

	private final StringBuilder text = new StringBuilder();

	private int lines;

	private RunTree(RunSnapshot run) {
		this.run = run;
		run.spans()
			.stream()
			.sorted(BY_START)
			.forEach((span) -> this.children.computeIfAbsent(parentOf(span), (key) -> new ArrayList<>()).add(span));
	}

	static String of(RunSnapshot run) {
		RunTree tree = new RunTree(run);
		tree.addRun();
		tree.addChildren("", "");
		if (run.spans().size() > tree.lines) {
			tree.text.append("\n... and ").append(run.spans().size() - tree.lines).append(" more");
		}
		return tree.text.toString();
	}

	private void addRun() {
		Instance instance = this.run.instance();
		this.text.append("Run ").append(instance.id()).append(' ').append(SpanLabel.line(instance.agentName()));
		this.text.append(' ').append(instance.state().id());
		String duration = duration(instance.startedAt(), instance.finishedAt());
		if (duration != null) {
			this.text.append(" in ").append(duration);
		}
		int spans = this.run.spans().size();
		this.text.append(" (").append(spans).append((spans == 1) ? " span" : " spans");
		long failed = this.run.spans().stream().filter((span) -> span.state() == State.FAILED).count();
		if (failed > 0) {
			this.text.append(", ").append(failed).append(" failed");
		}
		long open = this.run.spans().stream().filter((span) -> !span.state().isFinal()).count();
		if (open > 0) {
			this.text.append(", ").append(open).append(" open");
		}
		this.text.append(')');
	}

	// As deep as the tree, and so no deeper than there are lines
	private void addChildren(String parentId, String indent) {
		List<Span> spans = this.children.getOrDefault(parentId, List.of());
		for (int i = 0; i < spans.size() && this.lines < MAX_LINES; i++) {
			boolean last = i == spans.size() - 1;
			this.lines++;
			this.text.append('\n').append(indent).append(last ? "└─ " : "├─ ");
			addSpan(spans.get(i));
			addChildren(spans.get(i).id(), indent + (last ? "   " : "│  "));
		}
	}

	private void addSpan(Span span) {
		String[] type = span.schemaName().split(":", 3);
		if (type.length > 1) {
			this.text.append(SpanLabel.line(type[1])).append(' ');
		}
		String name = span.label().name();
		this.text.append((name != null) ? name : SpanLabel.line(span.schemaName()));
		String duration = duration(span.startedAt(), span.finishedAt());
		if (duration != null) {
			this.text.append("  ").append(duration);
		}
		switch (span.state()) {
			case FAILED -> {
				String failure = span.label().failure();
				this.text.append("  FAILED").append((failure != null) ? " " + failure : "");
			}
			case CANCELLED -> this.text.append("  CANCELLED");
			case PENDING, ACTIVE -> this.text.append("  OPEN");
			case COMPLETE, TERMINATED -> {
			}
		}
	}

	private static String parentOf(Span span) {
		String parentId = span.parentId();
		return (parentId != null) ? parentId : "";
	}

	private static @Nullable String duration(@Nullable Instant start, @Nullable Instant end) {
		if (start == null || end == null) {
			return null;
		}
		Duration duration = Duration.between(start, end);
		if (duration.compareTo(SECONDS_FROM) < 0) {
			return duration.toMillis() + " ms";
		}
		return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
	}

}
