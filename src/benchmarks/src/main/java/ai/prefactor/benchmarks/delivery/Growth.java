package ai.prefactor.benchmarks.delivery;

import java.time.Duration;
import java.util.Map;

import ai.prefactor.benchmarks.peer.Pace;
import ai.prefactor.benchmarks.peer.PrefactorPeer;
import ai.prefactor.benchmarks.process.Figures;
import ai.prefactor.benchmarks.stub.Stub;

/**
 * Measures what a span costs with more and more runs at the same time, and with more and
 * more spans in one run.
 */
public final class Growth {

	private static final Duration FLUSH = Duration.ofMinutes(5);

	private static final int[] CONCURRENT_RUNS = { 1, 10, 100, 1000 };

	private static final int[] SPANS_OF_A_RUN = { 10, 100, 1000, 10_000, 100_000 };

	private static final int SPANS_OF_A_CONCURRENT_RUN = 100;

	private final PrefactorPeer peer;

	private final int spans;

	private Growth(PrefactorPeer peer, int spans) {
		this.peer = peer;
		this.spans = spans;
	}

	/**
	 * Measures all sizes.
	 * @param args the server's URL, and how many spans are recorded at each size
	 * @throws Exception if it fails
	 */
	public static void main(String[] args) throws Exception {
		int spans = Integer.parseInt(args[1]);
		try (Stub stub = Stub.at(args[0]); PrefactorPeer peer = new PrefactorPeer(args[0], Map.of())) {
			stub.reset(0);
			Growth growth = new Growth(peer, spans);
			growth.concurrent(10);
			growth.single(1000);
			for (int runs : CONCURRENT_RUNS) {
				if (runs * SPANS_OF_A_CONCURRENT_RUN <= spans) {
					growth.concurrent(runs).with("runs", runs).print();
				}
			}
			for (int size : SPANS_OF_A_RUN) {
				if (size <= spans) {
					growth.single(size).with("size", size).print();
				}
			}
		}
	}

	private Figures concurrent(int runs) {
		Pace pace = Pace.ofSpans(this.spans, this.peer::hasRoom);
		Stopwatch stopwatch = Stopwatch.start();
		while (!pace.isOver()) {
			this.peer.concurrentRuns(runs, SPANS_OF_A_CONCURRENT_RUN, pace);
		}
		return flush(stopwatch, pace);
	}

	private Figures single(int size) {
		Pace pace = Pace.ofSpans(this.spans, this.peer::hasRoom);
		Stopwatch stopwatch = Stopwatch.start();
		while (!pace.isOver()) {
			this.peer.run(size, pace);
		}
		return flush(stopwatch, pace);
	}

	private Figures flush(Stopwatch stopwatch, Pace pace) {
		stopwatch.produced();
		if (!this.peer.flush(FLUSH)) {
			throw new IllegalStateException("Not everything was delivered within " + FLUSH);
		}
		return stopwatch.stop(pace).with("lost", this.peer.status().counts().lostTotal());
	}

}
