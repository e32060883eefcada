package ai.prefactor.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.prefactor.benchmarks.caller.CallerCost;
import ai.prefactor.benchmarks.process.Figures;
import ai.prefactor.benchmarks.process.JavaProcess;
import ai.prefactor.benchmarks.stub.Stub;

/**
 * What a span costs its caller.
 */
final class CallerPart implements Part {

	private static final int[] THREADS = { 1, 4 };

	@Override
	public Findings measure(Stub stub, Scale scale) throws IOException {
		Table table = new Table("benchmark", "threads", "ns, median", "ns, mean", "± (99.9 %)", "bytes", "share lost");
		List<Target> targets = new ArrayList<>();
		for (int threads : THREADS) {
			stub.reset(0);
			Map<String, Figures> found = new HashMap<>();
			for (Figures figures : JavaProcess.run(List.of(), CallerCost.class, stub.url(), Integer.toString(threads),
					Integer.toString(scale.forks()), Integer.toString(scale.iterations()))) {
				found.put(figures.text("name"), figures);
				table.row(figures.text("name"), figures, "threads", "median", "ns", "error", "bytes", "lost");
			}
			Figures ours = found.getOrDefault("tracer", Figures.none());
			Figures peer = found.getOrDefault("openTelemetry", Figures.none());
			String suffix = ", " + threads + ((threads == 1) ? " thread" : " threads");
			targets.add(Target.atMost("Caller's time per span, ns" + suffix, ours.number("median"),
					peer.number("median"), "OpenTelemetry", 1.0));
			targets.add(Target.atMost("Caller's bytes per span" + suffix, ours.number("bytes"), peer.number("bytes"),
					"OpenTelemetry", 1.2));
		}
		return new Findings(table.toString(), targets);
	}

}
