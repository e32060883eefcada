package ai.prefactor.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import ai.prefactor.benchmarks.delivery.Burst;
import ai.prefactor.benchmarks.process.Figures;
import ai.prefactor.benchmarks.process.JavaProcess;
import ai.prefactor.benchmarks.stub.Stub;

/**
 * What becomes of a burst.
 */
final class BurstPart implements Part {

	private static final String[] COLUMNS = { "produced", "delivered", "lost", "payloadsDropped", "runsLost",
			"registered", "open", "queueBytes", "producerNs", "seconds", "peakHeap", "liveHeap" };

	@Override
	public Findings measure(Stub stub, Scale scale) throws IOException {
		Table table = new Table("", "produced", "delivered", "lost", "payloads dropped", "runs lost",
				"runs at the server", "open there", "most queue bytes", "producer, ns/span", "seconds", "peak heap, MB",
				"live heap, MB", "reasons");
		Figures peer = burst(table, "OpenTelemetry, defaults", stub, "opentelemetry", 20, scale);
		List<Target> targets = new ArrayList<>();
		for (int spansPerRun : new int[] { 20, 0 }) {
			String shape = (spansPerRun > 0) ? "runs of " + spansPerRun : "one run";
			Figures ours = burst(table, "Prefactor, defaults, " + shape, stub, "prefactor", spansPerRun, scale);
			targets.add(Target.atLeast("Burst, defaults, " + shape + ": delivered", ours.number("delivered"),
					peer.number("delivered"), "OpenTelemetry", 10));
			targets.add(Target.atMost("Burst, defaults, " + shape + ": most bytes queued", ours.number("queueBytes"),
					ours.number("queueBound"), "bound", 1.0));
			targets.add(Target.none("Burst, defaults, " + shape + ": runs left open", ours.number("open")));
			Figures raised = burst(table, "Prefactor, bounds raised, " + shape, stub, "raised", spansPerRun, scale);
			targets.add(Target.none("Burst, bounds raised, " + shape + ": lost", raised.number("lost")));
			targets.add(Target.none("Burst, bounds raised, " + shape + ": runs left open", raised.number("open")));
		}
		return new Findings(table.toString(), targets);
	}

	private static Figures burst(Table table, String name, Stub stub, String peer, int spansPerRun, Scale scale)
			throws IOException {
		String heap = peer.equals("raised") ? "-Xmx3g" : "-Xmx1g";
		Figures figures = JavaProcess
			.run(List.of(heap), Burst.class, stub.url(), peer, Integer.toString(spansPerRun),
					Integer.toString(scale.burst()))
			.get(0);
		List<String> cells = new ArrayList<>();
		cells.add(name);
		for (String column : COLUMNS) {
			cells.add(Table.number(figures.number(column)));
		}
		cells.add(reasons(figures));
		table.row(cells.toArray(String[]::new));
		return figures;
	}

	private static String reasons(Figures figures) {
		return figures.values()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith("lost."))
			.map((entry) -> Map.entry(entry.getKey().substring("lost.".length()), figures.number(entry.getKey())))
			.filter((entry) -> entry.getValue() > 0)
			.map((entry) -> entry.getKey() + " " + Table.number(entry.getValue()))
			.collect(Collectors.joining(", "));
	}

}
