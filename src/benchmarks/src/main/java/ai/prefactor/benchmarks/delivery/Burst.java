package ai.prefactor.benchmarks.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.opentelemetry.sdk.trace.samplers.Sampler;

import ai.prefactor.benchmarks.peer.OpenTelemetryPeer;
import ai.prefactor.benchmarks.peer.Pace;
import ai.prefactor.benchmarks.peer.Peer;
import ai.prefactor.benchmarks.peer.PrefactorPeer;
import ai.prefactor.benchmarks.process.Figures;
import ai.prefactor.benchmarks.stub.Stub;
import ai.prefactor.transport.TransportStatus;

/**
 * Records a great many spans as fast as can be, and looks at what becomes of them.
 */
public final class Burst {

	private static final Duration FLUSH = Duration.ofMinutes(5);

	private static final Map<String, Object> RAISED = Map.of("prefactor.queue.capacity", "400000",
			"prefactor.queue.max-bytes", "1GB");

	private Burst() {
	}

	/**
	 * Sends one burst.
	 * @param args the server's URL, {@code prefactor}, {@code raised} (bounds that hold
	 * the burst) or {@code opentelemetry}, spans per run (0: all in one), spans
	 * @throws Exception if it fails
	 */
	public static void main(String[] args) throws Exception {
		String url = args[0];
		int spansPerRun = Integer.parseInt(args[2]);
		Memory memory = Memory.watch();
		QueueWatch queue = new QueueWatch();
		try (Stub stub = Stub.at(url)) {
			stub.reset(0);
			memory.reset();
			Pace pace = Pace.burst(Long.parseLong(args[3]));
			Figures figures;
			try (Peer peer = peer(args[1], url)) {
				queue.start(peer);
				Stopwatch stopwatch = Stopwatch.start();
				while (!pace.isOver()) {
					peer.run((spansPerRun > 0) ? spansPerRun : Integer.MAX_VALUE, pace);
				}
				stopwatch.produced();
				boolean flushed = peer.flush(FLUSH);
				figures = stopwatch.stop(pace).with("flushed", Boolean.toString(flushed));
				queue.stop();
				for (Map.Entry<String, String> loss : peer.losses().values().entrySet()) {
					figures = figures.with(loss.getKey(), loss.getValue());
				}
			}
			complete(figures, stub, memory, queue).print();
		}
	}

	private static Figures complete(Figures figures, Stub stub, Memory memory, QueueWatch queue) throws IOException {
		Figures stats = stub.stats();
		return figures.with("delivered", stats.number("spans"))
			.with("lost", figures.number("produced") - stats.number("spans"))
			.with("requests", stats.number("requests"))
			.with("registered", stats.number("registered"))
			.with("open", stats.number("open"))
			.with("queueBytes", queue.mostBytes.get())
			.with("queueBound", queue.bound.get())
			.with("peakHeap", memory.peak())
			.with("liveHeap", memory.live());
	}

	private static Peer peer(String name, String url) {
		return switch (name) {
			case "prefactor" -> new PrefactorPeer(url, Map.of());
			case "raised" -> new PrefactorPeer(url, RAISED);
			default -> new OpenTelemetryPeer(url, OpenTelemetryPeer.DEFAULT_QUEUE, Sampler.alwaysOn());
		};
	}

	/**
	 * Looks every millisecond at how full the queue is.
	 */
	private static final class QueueWatch {

		private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

		private final AtomicLong mostBytes = new AtomicLong();

		private final AtomicLong bound = new AtomicLong();

		void start(Peer peer) {
			if (peer instanceof PrefactorPeer prefactor) {
				this.scheduler.scheduleAtFixedRate(() -> look(prefactor), 0, 1, TimeUnit.MILLISECONDS);
			}
		}

		void stop() {
			this.scheduler.shutdownNow();
		}

		private void look(PrefactorPeer peer) {
			TransportStatus.Queue queue = peer.status().queue();
			this.bound.set(queue.maxBytes());
			this.mostBytes.accumulateAndGet(queue.bytes(), Math::max);
		}

	}

}
