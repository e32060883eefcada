package ai.prefactor.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.prefactor.benchmarks.delivery.Throughput;
import ai.prefactor.benchmarks.delivery.TypeScript;
import ai.prefactor.benchmarks.process.Figures;
import ai.prefactor.benchmarks.process.JavaProcess;
import ai.prefactor.benchmarks.stub.Stub;

/**
 * How many spans are delivered in a second.
 */
final class ThroughputPart implements Part {

	private static final String OPEN_TELEMETRY = "OpenTelemetry";

	private static final String MANY = "Prefactor, runs of 20";

	private static final String ONE = "Prefactor, one run";

	private static final String RATE = "spansPerSecond";

	private static final String VOLUME = "megabytesPerSecond";

	private final Path folder;

	ThroughputPart(Path folder) {
		this.folder = folder;
	}

	@Override
	public Findings measure(Stub stub, Scale scale) throws IOException {
		Optional<TypeScript> typeScript = TypeScript.install(this.folder.resolve("typescript"));
		Table table = new Table("", "latency, ms", "spans/s", "ratio", "MB/s", "spans per request", "producer, ns/span",
				"CPU, ns/span", "peak heap, MB", "live heap, MB", "lost");
		List<Target> targets = new ArrayList<>();
		for (int latency : scale.latencies()) {
			Map<String, Figures> found = measure(stub, scale, latency);
			if (typeScript.isPresent()) {
				// About what it is known to do, so that it takes the time that it may
				int spans = scale.typeScriptSeconds() * ((latency > 0) ? 900 / latency : 3000);
				found.put("Prefactor TypeScript SDK", typeScript.get().measure(stub, latency, spans));
			}
			double peer = figures(found, OPEN_TELEMETRY).number(RATE);
			found.forEach((name, figures) -> table.row(name,
					figures.with("latency", latency).with("ratio", figures.number(RATE) / peer), "latency", RATE,
					"ratio", VOLUME, "spansPerRequest", "producerNs", "cpuNs", "peakHeap", "liveHeap", "lost"));
			for (String name : List.of(ONE, MANY)) {
				addTargets(targets, latency, name, figures(found, name), figures(found, OPEN_TELEMETRY));
			}
		}
		return new Findings(table.toString(), targets);
	}

	private Map<String, Figures> measure(Stub stub, Scale scale, int latency) throws IOException {
		Map<String, List<Figures>> rounds = new LinkedHashMap<>();
		for (int round = 0; round < scale.rounds(); round++) {
			measure(rounds, OPEN_TELEMETRY, stub, "opentelemetry", latency, 20, scale);
			measure(rounds, ONE, stub, "prefactor", latency, 0, scale);
			measure(rounds, MANY, stub, "prefactor", latency, 20, scale);
		}
		Map<String, Figures> medians = new LinkedHashMap<>();
		rounds.forEach((name, figures) -> {
			figures.sort(Comparator.comparingDouble((one) -> one.number(RATE)));
			medians.put(name, figures.get(figures.size() / 2));
		});
		return medians;
	}

	private static void measure(Map<String, List<Figures>> rounds, String name, Stub stub, String peer, int latency,
			int spansPerRun, Scale scale) throws IOException {
		List<Figures> figures = JavaProcess.run(List.of("-Xmx1g"), Throughput.class, stub.url(), peer,
				Integer.toString(latency), Integer.toString(spansPerRun), Integer.toString(scale.seconds()));
		rounds.computeIfAbsent(name, (absent) -> new ArrayList<>()).addAll(figures);
	}

	private static Figures figures(Map<String, Figures> found, String name) {
		return found.getOrDefault(name, Figures.none());
	}

	private static void addTargets(List<Target> targets, int latency, String name, Figures ours, Figures peer) {
		String suffix = ", " + latency + " ms, " + name;
		if (latency > 0) {
			targets.add(Target.atLeast("Spans/s" + suffix, ours.number(RATE), peer.number(RATE), OPEN_TELEMETRY, 1.0));
		}
		else {
			// One of the two is asked for: the nearer one counts
			Target spans = Target.atLeast("Spans/s" + suffix, ours.number(RATE), peer.number(RATE), OPEN_TELEMETRY,
					0.5);
			Target bytes = Target.atLeast("MB/s" + suffix, ours.number(VOLUME), peer.number(VOLUME), OPEN_TELEMETRY,
					1.0);
			targets.add((spans.isMet() || spans.ratio() / spans.limit() > bytes.ratio()) ? spans : bytes);
		}
		targets.add(Target.atLeast("Spans per request" + suffix, ours.number("spansPerRequest"), 300, "bound", 1.0));
		targets.add(Target.none("Spans lost" + suffix, ours.number("lost")));
	}

}
