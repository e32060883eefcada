package ai.prefactor.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import ai.prefactor.benchmarks.delivery.Growth;
import ai.prefactor.benchmarks.process.Figures;
import ai.prefactor.benchmarks.process.JavaProcess;
import ai.prefactor.benchmarks.stub.Stub;

/**
 * How the cost of a span grows.
 */
final class GrowthPart implements Part {

	/**
	 * What counts as flat: the noise of a small machine is allowed for.
	 */
	private static final double FLAT = 1.5;

	private static final String[] COLUMNS = { "produced", "wallNs", "cpuNs", "producerNs", "lost" };

	@Override
	public Findings measure(Stub stub, Scale scale) throws IOException {
		List<Figures> all = JavaProcess.run(List.of("-Xmx1g"), Growth.class, stub.url(),
				Integer.toString(scale.growth()));
		Table table = new Table("", "spans", "wall, ns/span", "CPU, ns/span", "producer, ns/span", "lost");
		List<Figures> runs = new ArrayList<>();
		List<Figures> sizes = new ArrayList<>();
		for (Figures figures : all) {
			if (!figures.text("runs").isEmpty()) {
				runs.add(figures);
				table.row(Table.number(figures.number("runs")) + " runs at a time, 100 spans each", figures, COLUMNS);
			}
			else {
				sizes.add(figures);
				table.row(Table.number(figures.number("size")) + " spans in a run", figures, COLUMNS);
			}
		}
		List<Target> targets = new ArrayList<>();
		addTargets(targets, "concurrent runs", "runs", runs, 0);
		// A run of ten spans carries its own three actions: the next size is the measure
		addTargets(targets, "spans in a run", "size", sizes, 1);
		return new Findings(table.toString(), targets);
	}

	private static void addTargets(List<Target> targets, String what, String size, List<Figures> figures, int base) {
		Figures first = figures.get(base);
		Figures last = figures.get(figures.size() - 1);
		String name = Table.number(last.number(size)) + " " + what;
		String other = "at " + Table.number(first.number(size));
		targets
			.add(Target.atMost("CPU per span, ns, " + name, last.number("cpuNs"), first.number("cpuNs"), other, FLAT));
		targets.add(Target.atMost("Producer per span, ns, " + name, last.number("producerNs"),
				first.number("producerNs"), other, FLAT));
	}

}
