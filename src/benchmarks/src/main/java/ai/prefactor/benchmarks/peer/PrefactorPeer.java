package ai.prefactor.benchmarks.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.context.ConfigurableApplicationContext;

import ai.prefactor.benchmarks.process.Figures;
import ai.prefactor.context.SpanScope;
import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.ActiveSpan;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Tracer;
import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportStatus;

/**
 * Ours, through the auto-configured {@link Tracer} and the public API alone.
 */
public final class PrefactorPeer implements Peer {

	private static final SpanSpec RUN = SpanSpec.of("handle", SpanKind.AGENT);

	private static final SpanSpec STEP = SpanSpec.of("lookupOrder", SpanKind.TOOL);

	private static final double HALF = 0.5;

	/**
	 * Enough for every lane's next batches.
	 */
	private static final int PLENTY = 10_000;

	private final ConfigurableApplicationContext context;

	private final Tracer tracer;

	private final Transport transport;

	private int asked;

	/**
	 * Starts an application.
	 * @param url where the server is
	 * @param properties its properties, where not the defaults
	 */
	public PrefactorPeer(String url, Map<String, Object> properties) {
		this.context = Application.start(url, properties);
		this.tracer = this.context.getBean(Tracer.class);
		this.transport = this.context.getBean(Transport.class);
	}

	/**
	 * The application.
	 * @return its context
	 */
	public ConfigurableApplicationContext context() {
		return this.context;
	}

	/**
	 * The state of delivery.
	 * @return the status
	 */
	public TransportStatus status() {
		return this.transport.status();
	}

	/**
	 * Starts a run's root.
	 * @return the root, to be made current and ended
	 */
	public ActiveSpan startRun() {
		return this.tracer.start(RUN);
	}

	/**
	 * Records a span below the one that is current.
	 */
	public void span() {
		ActiveSpan span = this.tracer.start(STEP);
		try (SpanScope scope = span.makeCurrent()) {
			span.input("question", Content.input());
		}
		span.output(Content.output()).end();
	}

	@Override
	public void run(int most, Pace pace) {
		if (!pace.next()) {
			return;
		}
		ActiveSpan root = startRun();
		try (SpanScope scope = root.makeCurrent()) {
			for (int i = 1; i < most && pace.next(); i++) {
				span();
			}
		}
		root.end();
	}

	/**
	 * Records runs that are under way at the same time, a span of each in turn.
	 * @param runs how many at a time
	 * @param spansEach spans of each, the root among them
	 * @param pace says when the next span may be recorded, and whether
	 */
	public void concurrentRuns(int runs, int spansEach, Pace pace) {
		List<ActiveSpan> roots = new ArrayList<>(runs);
		for (int i = 0; i < runs && pace.next(); i++) {
			roots.add(startRun());
		}
		for (int i = 1; i < spansEach; i++) {
			for (ActiveSpan root : roots) {
				if (pace.next()) {
					try (SpanScope scope = root.makeCurrent()) {
						span();
					}
				}
			}
		}
		roots.forEach(ActiveSpan::end);
	}

	@Override
	public boolean hasRoom() {
		// The status is a copy of much: not for every span
		return (this.asked++ & 63) != 0 || isRoomy();
	}

	private boolean isRoomy() {
		TransportStatus.Queue queue = status().queue();
		boolean roomy = queue.depth() < PLENTY && queue.fill() < HALF;
		if (!roomy) {
			this.asked = 0;
		}
		return roomy;
	}

	@Override
	public boolean flush(Duration timeout) {
		return this.transport.flush(timeout);
	}

	@Override
	public Figures losses() {
		TransportStatus.Counts counts = status().counts();
		Figures losses = Figures.none();
		for (Map.Entry<String, Long> reason : counts.lostByReason().entrySet()) {
			losses = losses.with("lost." + reason.getKey(), reason.getValue());
		}
		return losses.with("lost.unknown", counts.unknown())
			.with("runsLost", counts.runsLost())
			.with("runsLeftOpen", counts.runsLeftOpen())
			.with("payloadsDropped", counts.payloadsDropped())
			.with("retries", counts.retries());
	}

	@Override
	public void close() {
		this.context.close();
	}

}
