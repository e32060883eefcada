package ai.prefactor.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.TransportAction;
import ai.prefactor.span.Admission;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.StartedSpan;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any trees, any order of starts and ends, any interleaving with what is sent, any size
 * of batches, any faults, with room and without: the platform gets every span that it
 * does not refuse once, below the nearest ancestor that it has, nothing stays open there,
 * and each action has one outcome.
 */
@Timeout(120)
class LanePropertyTests {

	// Others with -Dlanes.seed=1000, say
	private static final long FIRST_SEED = Long.getLong("lanes.seed", 0);

	private static final LoggingSystem LOGGING = LoggingSystem.get(LanePropertyTests.class.getClassLoader());

	private static final String LOGGER = LanePropertyTests.class.getPackageName();

	private static final int[] SIZES = { 1, 2, 3, 5, 10, 1_000 };

	private static final int[] RARITIES = { 0, 12, 40 };

	private final FakePlatform platform = new FakePlatform();

	private final List<TestRun> runs = new ArrayList<>();

	private final List<TestRun.Span> spans = new ArrayList<>();

	private final List<TestRun.Span> open = new ArrayList<>();

	private final List<CreateSpan> ended = new ArrayList<>();

	private final List<TransportAction> accepted = new ArrayList<>();

	private final List<TransportAction> refused = new ArrayList<>();

	private final Map<TestRun.Span, TestRun> owners = new HashMap<>();

	// What is refused is logged, and here that is a lot
	@BeforeAll
	static void quieten() {
		LOGGING.setLogLevel(LOGGER, LogLevel.ERROR);
	}

	@AfterAll
	static void restore() {
		LOGGING.setLogLevel(LOGGER, null);
	}

	@RepeatedTest(400)
	void everySpanShouldArriveOnceInOrderUnlessItIsRefused(RepetitionInfo repetition) {
		Random random = new Random(FIRST_SEED + repetition.getCurrentRepetition());
		check(random, new TestLane(this.platform,
				TestLane.settings(random.nextInt(4) > 0, SIZES[random.nextInt(SIZES.length)], 100_000, 1 << 26, null)));
		assertThat(this.refused).isEmpty();
	}

	@RepeatedTest(400)
	void whereThereIsNoRoomWhatWasAcceptedShouldArriveAllTheSame(RepetitionInfo repetition) {
		Random random = new Random(FIRST_SEED + repetition.getCurrentRepetition());
		check(random, new TestLane(this.platform, TestLane.settings(random.nextInt(4) > 0,
				SIZES[random.nextInt(SIZES.length)], 6 + random.nextInt(20), 1 << 26, null)));
	}

	private void check(Random random, TestLane lane) {
		RandomFaults faults = new RandomFaults(random, RARITIES[random.nextInt(RARITIES.length)]);
		faults.applyTo(this.platform);
		int steps = 10 + random.nextInt(60);
		for (int i = 0; i < steps; i++) {
			trace(random, lane, faults);
			work(random, lane);
		}
		finish(random, lane);
		lane.flush();
		assertThat(this.platform.violations()).isEmpty();
		assertThat(this.platform.instances()).allSatisfy((run, status) -> assertThat(status).isEqualTo("complete"));
		assertThat(this.platform.spans()).noneMatch((row) -> "active".equals(row.status()));
		assertThatEachActionHasOneOutcome(lane);
		Map<String, PlatformRecords.SpanRow> rows = rows();
		for (CreateSpan action : this.ended) {
			assertThatItArrived(action, lane, faults, rows);
		}
		assertThatPlacesAreFree(lane);
	}

	private void trace(Random random, TestLane lane, RandomFaults faults) {
		if (this.runs.isEmpty() || random.nextInt(20) == 0) {
			TestRun run = new TestRun();
			submit(lane, run.register());
			submit(lane, run.start());
			this.runs.add(run);
		}
		if (random.nextBoolean()) {
			start(random, faults);
		}
		else if (!this.open.isEmpty()) {
			TestRun.Span span = this.open.remove(random.nextInt(this.open.size()));
			CreateSpan action = span.end();
			this.ended.add(random.nextInt(3) > 0 ? this.ended.size() : random.nextInt(this.ended.size() + 1), action);
			if (random.nextInt(5) > 0) {
				submit(lane, action);
			}
		}
	}

	private void start(Random random, RandomFaults faults) {
		TestRun run = this.runs.get(random.nextInt(this.runs.size()));
		List<TestRun.Span> parents = this.spans.stream().filter((each) -> this.owners.get(each) == run).toList();
		boolean root = parents.isEmpty() || random.nextInt(10) == 0;
		TestRun.Span span = run.span("span", root ? null : parents.get(random.nextInt(parents.size())));
		span.kind((random.nextInt(5) == 0) ? SpanKind.LLM : SpanKind.TOOL)
			.input("text", "x".repeat(random.nextInt(50)));
		this.owners.put(span, run);
		this.spans.add(span);
		this.open.add(span);
		if (random.nextInt(10) == 0) {
			faults.poison(span);
		}
	}

	private static void work(Random random, TestLane lane) {
		switch (random.nextInt(8)) {
			case 0, 1 -> lane.plan();
			case 2 -> lane.send();
			case 3 -> lane.pump();
			case 4 -> lane.advance(Duration.ofMillis(random.nextInt(2_000)));
			default -> {
			}
		}
	}

	/**
	 * Finishes all runs. Some spans end only now, some never do.
	 */
	private void finish(Random random, TestLane lane) {
		for (TestRun.Span span : List.copyOf(this.open)) {
			if (random.nextInt(3) > 0) {
				this.ended.add(span.end());
			}
		}
		for (CreateSpan action : this.ended) {
			if (!this.accepted.contains(action) && !this.refused.contains(action)) {
				submit(lane, action);
				work(random, lane);
			}
		}
		this.runs.forEach((run) -> submit(lane, run.finish()));
	}

	private void submit(TestLane lane, TransportAction action) {
		(lane.submit(action) ? this.accepted : this.refused).add(action);
	}

	private void assertThatEachActionHasOneOutcome(TestLane lane) {
		assertThat(this.accepted).allSatisfy((action) -> assertThat(lane.outcome(action)).isIn("delivered",
				"rejected rejected", "rejected run_rejected"));
		assertThat(this.refused).allSatisfy((action) -> assertThat(lane.outcome(action)).startsWith("dropped "));
		assertThat(lane.listener().accepted()).hasSameSizeAs(this.accepted);
	}

	private void assertThatItArrived(CreateSpan action, TestLane lane, RandomFaults faults,
			Map<String, PlatformRecords.SpanRow> rows) {
		TestRun.Span span = (TestRun.Span) action.handle();
		PlatformRecords.SpanRow row = rows.get(span.id().toString());
		String outcome = lane.outcome(action);
		if (outcome.startsWith("rejected")) {
			assertThat(faults.mayBeRejected(span)).as("span %s may be rejected", span.id()).isTrue();
		}
		if (faults.isPoison(span)) {
			assertThat(row).isNull();
		}
		if ("delivered".equals(outcome)) {
			assertThat(row).as("span %s", span.id()).isNotNull();
			assertThat(row.parent()).isEqualTo(nearest(span.parent(), rows));
		}
	}

	private @Nullable String nearest(@Nullable StartedSpan parent, Map<String, PlatformRecords.SpanRow> rows) {
		StartedSpan ancestor = parent;
		while (ancestor != null && !rows.containsKey(ancestor.id().toString())) {
			ancestor = ancestor.parent();
		}
		return (ancestor != null) ? this.platform.idOf(ancestor.id().toString()) : null;
	}

	private Map<String, PlatformRecords.SpanRow> rows() {
		Map<String, PlatformRecords.SpanRow> rows = new HashMap<>();
		for (PlatformRecords.SpanRow row : this.platform.spans()) {
			assertThat(rows.put(row.id(), row)).as("a span that is there twice").isNull();
		}
		return rows;
	}

	private void assertThatPlacesAreFree(TestLane lane) {
		long waiting = this.spans.stream().filter((span) -> span.admission() == Admission.RESERVED).count();
		assertThat(lane.queue().size()).isEqualTo((int) waiting);
		assertThat(lane.queue().reserved()).isEqualTo((int) waiting);
	}

}
