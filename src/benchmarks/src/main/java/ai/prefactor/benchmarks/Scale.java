package ai.prefactor.benchmarks;

import java.util.List;

/**
 * How much is measured.
 *
 * @param forks processes per benchmark of the caller's cost
 * @param iterations iterations of each, to warm up and again to measure
 * @param latencies latencies of the server at which throughput is measured, in
 * milliseconds
 * @param rounds how often throughput is measured, of which the median counts
 * @param seconds how long each time
 * @param typeScriptSeconds about how long the TypeScript SDK sends
 * @param burst spans of a burst
 * @param growth spans at each size
 */
record Scale(int forks, int iterations, List<Integer> latencies, int rounds, int seconds, int typeScriptSeconds,
		int burst, int growth) {

	static Scale of(String name) {
		return switch (name) {
			case "full" -> new Scale(2, 150, List.of(0, 5, 50), 3, 10, 10, 200_000, 100_000);
			case "quick" -> new Scale(1, 20, List.of(0, 5), 1, 3, 2, 20_000, 10_000);
			default -> throw new IllegalArgumentException("There is no scale '" + name + "': say full or quick");
		};
	}

}
