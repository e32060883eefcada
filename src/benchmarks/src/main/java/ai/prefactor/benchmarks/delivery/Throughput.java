package ai.prefactor.benchmarks.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import io.opentelemetry.sdk.trace.samplers.Sampler;

import ai.prefactor.benchmarks.peer.OpenTelemetryPeer;
import ai.prefactor.benchmarks.peer.Pace;
import ai.prefactor.benchmarks.peer.Peer;
import ai.prefactor.benchmarks.peer.PrefactorPeer;
import ai.prefactor.benchmarks.process.Figures;
import ai.prefactor.benchmarks.stub.Stub;

/**
 * Measures how many spans one peer delivers in a second, with its default settings, if
 * its producer waits while its queue has no room.
 */
public final class Throughput {

	private static final Duration FLUSH = Duration.ofMinutes(5);

	private final Stub stub;

	private final Peer peer;

	private final int spansPerRun;

	private Throughput(Stub stub, Peer peer, int spansPerRun) {
		this.stub = stub;
		this.peer = peer;
		this.spansPerRun = spansPerRun;
	}

	/**
	 * Measures one peer at one latency.
	 * @param args the server's URL, {@code prefactor} or {@code opentelemetry}, the
	 * latency in milliseconds, spans per run (0: all in one), seconds
	 * @throws Exception if it fails
	 */
	public static void main(String[] args) throws Exception {
		String url = args[0];
		String name = args[1];
		int latency = Integer.parseInt(args[2]);
		int spansPerRun = Integer.parseInt(args[3]);
		double seconds = Double.parseDouble(args[4]);
		try (Stub stub = Stub.at(url); Peer peer = peer(name, url)) {
			Throughput throughput = new Throughput(stub, peer, (spansPerRun > 0) ? spansPerRun : Integer.MAX_VALUE);
			throughput.measure(latency, seconds);
			throughput.measure(latency, seconds).print();
		}
	}

	static Peer peer(String name, String url) {
		return name.equals("prefactor") ? new PrefactorPeer(url, Map.of())
				: new OpenTelemetryPeer(url, OpenTelemetryPeer.DEFAULT_QUEUE, Sampler.alwaysOn());
	}

	private Figures measure(int latency, double seconds) throws IOException {
		this.stub.reset(latency);
		Memory memory = Memory.watch();
		memory.reset();
		Pace pace = Pace.forSeconds(seconds, this.peer::hasRoom);
		Stopwatch stopwatch = Stopwatch.start();
		while (!pace.isOver()) {
			this.peer.run(this.spansPerRun, pace);
		}
		stopwatch.produced();
		if (!this.peer.flush(FLUSH)) {
			throw new IllegalStateException("Not everything was delivered within " + FLUSH);
		}
		Figures figures = stopwatch.stop(pace);
		Figures stats = this.stub.stats();
		double spans = stats.number("spans");
		double elapsed = figures.number("seconds");
		figures = figures.with("delivered", spans)
			.with("spansPerSecond", spans / elapsed)
			.with("megabytesPerSecond", stats.number("bytes") / elapsed / 1e6)
			.with("spansPerRequest", spans / stats.number("requests"))
			.with("peakHeap", memory.peak())
			.with("liveHeap", memory.live())
			.with("lost", figures.number("produced") - spans)
			.with("open", stats.number("open"));
		for (Map.Entry<String, String> loss : this.peer.losses().values().entrySet()) {
			figures = figures.with(loss.getKey(), loss.getValue());
		}
		return figures;
	}

}
