package ai.prefactor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.benchmarks.stub.Stub;

/**
 * Runs the benchmarks, prints each target's figure beside its peer's, and writes all of
 * it down as Markdown, a file for each part.
 */
public final class Benchmarks {

	private static final Logger logger = LoggerFactory.getLogger(Benchmarks.class);

	private Benchmarks() {
	}

	/**
	 * Runs the benchmarks.
	 * @param args the parts, separated by commas, or {@code all}; {@code full} or
	 * {@code quick}; the folder for the results
	 * @throws IOException if it fails
	 */
	public static void main(String[] args) throws IOException {
		Scale scale = Scale.of(args[1]);
		Path folder = Path.of(args[2]);
		Files.createDirectories(folder);
		Map<String, Part> parts = parts(folder);
		List<Target> targets = new ArrayList<>();
		for (String name : args[0].equals("all") ? parts.keySet() : List.of(args[0].split(","))) {
			Part part = parts.get(name);
			if (part == null) {
				throw new IllegalArgumentException("There is no part '" + name + "': say all or of " + parts.keySet());
			}
			try (Stub stub = Stub.start()) {
				Part.Findings findings = part.measure(stub, scale);
				Path file = folder.resolve(name + ".md");
				Files.writeString(file, describe(name, args[1], findings));
				logger.info("Written to {}", file);
				targets.addAll(findings.targets());
			}
		}
		logger.info("\n{}", table(targets));
	}

	private static Map<String, Part> parts(Path folder) {
		Map<String, Part> parts = new LinkedHashMap<>();
		parts.put("caller", new CallerPart());
		parts.put("throughput", new ThroughputPart(folder));
		parts.put("burst", new BurstPart());
		parts.put("growth", new GrowthPart());
		return parts;
	}

	private static String describe(String name, String scale, Part.Findings findings) throws IOException {
		return "### " + name + "\n\n" + machine() + ", " + Instant.now().truncatedTo(ChronoUnit.MINUTES)
				+ ". `./mvnw -Pbenchmarks -pl src/benchmarks -am verify -Dbenchmarks=" + name
				+ (scale.equals("full") ? "" : " -Dbenchmarks.scale=" + scale) + "`\n\n" + table(findings.targets())
				+ "\n" + findings.text();
	}

	private static Table table(List<Target> targets) {
		Table table = new Table("target", "ours", "beside it", "ratio", "asked for", "");
		targets.forEach((target) -> table.row(target.row()));
		return table;
	}

	private static String machine() throws IOException {
		return processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
				+ System.getProperty("os.name") + ", " + System.getProperty("java.vm.name") + " "
				+ System.getProperty("java.vm.version");
	}

	private static String processor() throws IOException {
		Path file = Path.of("/proc/cpuinfo");
		if (!Files.isReadable(file)) {
			return System.getProperty("os.arch");
		}
		try (Stream<String> lines = Files.lines(file)) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 2))
				.findFirst()
				.orElse(System.getProperty("os.arch"));
		}
	}

}
