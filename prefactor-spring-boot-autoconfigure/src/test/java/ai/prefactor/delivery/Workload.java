package ai.prefactor.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.ActiveSpan;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Tracer;

/**
 * Records runs with trees of spans, and notes each in a ledger.
 */
final class Workload {

	/**
	 * Stands in the input of the spans that a server may refuse.
	 */
	static final String POISON = "poison";

	private final Tracer tracer;

	private final DeliveryLedger ledger;

	private final AtomicInteger names = new AtomicInteger();

	Workload(Tracer tracer, DeliveryLedger ledger) {
		this.tracer = tracer;
		this.ledger = ledger;
	}

	/**
	 * A run of seven spans on three levels.
	 */
	void run(int textLength) {
		Step root = open(null, textLength);
		for (int i = 0; i < 2; i++) {
			Step inner = open(root, textLength);
			open(inner, textLength).end();
			open(inner, textLength).end();
			inner.end();
		}
		root.end();
	}

	/**
	 * A run in which a leaf, and a span with a child, are what a server may refuse.
	 */
	void runWithPoison() {
		Step root = open(null, 20);
		step(root, name(), POISON, true).end();
		Step inner = step(root, name(), POISON, true);
		open(inner, 20).end();
		inner.end();
		open(root, 20).end();
		root.end();
	}

	/**
	 * A run with a span whose payload is long, and one whose name is.
	 */
	void runWithGiants(int length) {
		Step root = open(null, 20);
		open(root, length).end();
		step(root, "n".repeat(length), "short", true).end();
		open(root, 20).end();
		root.end();
	}

	/**
	 * A run with a tree that is drawn at random, which ends in any order.
	 */
	void randomRun(RandomGenerator random, int maxSpans) {
		List<Step> open = new ArrayList<>();
		Step root = open(null, random.nextInt(500));
		for (int i = random.nextInt(maxSpans); i > 0; i--) {
			Step parent = open.isEmpty() ? root : open.get(random.nextInt(open.size()));
			open.add(randomStep(parent, random.nextInt(400), random.nextInt(500)));
			if (random.nextInt(3) > 0) {
				open.remove(random.nextInt(open.size())).end();
			}
		}
		open.forEach(Step::end);
		root.end();
	}

	private Step randomStep(Step parent, int lot, int textLength) {
		return switch (lot) {
			case 0 -> step(parent, name(), POISON, true);
			case 1 -> open(parent, 100_000);
			default -> open(parent, textLength);
		};
	}

	Step open(@Nullable Step parent, int textLength) {
		String name = name();
		return step(parent, name, (name + '-').repeat(textLength / 8 + 1), false);
	}

	Step step(@Nullable Step parent, String name, String text, boolean awkward) {
		SpanKind kind = (parent != null) ? SpanKind.TOOL : SpanKind.AGENT;
		ActiveSpan span = this.tracer.start(SpanSpec.of(name, kind).withType("app:step"),
				(parent != null) ? parent.span() : null);
		span.input("text", text);
		String parentId = (parent != null && parent.span().runId().equals(span.runId())) ? "" + parent.span().spanId()
				: null;
		RecordedSpan recorded = new RecordedSpan("" + span.spanId(), span.runId().toString(), parentId, name, text,
				awkward);
		if (span.isRecorded()) {
			this.ledger.record(recorded);
		}
		return new Step(span, recorded.output());
	}

	private String name() {
		return "step-" + this.names.incrementAndGet();
	}

	/**
	 * A span that is open.
	 *
	 * @param span the span
	 * @param output what will come out
	 */
	record Step(ActiveSpan span, String output) {

		void end() {
			this.span.output(this.output).end();
		}

	}

}
