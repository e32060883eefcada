package ai.prefactor.transport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.http.PrefactorConnectionException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any tree, any order of ends, any faults: the platform gets every span that it does not
 * refuse once, below the nearest ancestor that it took, and none stays open.
 */
@Timeout(60)
class RunDeliveryRandomTests {

	private final FakePlatform platform = new FakePlatform();

	private final TestRun run = new TestRun();

	private final Deliveries deliveries = new Deliveries(this.platform, new TerminationMonitor(), this.run.id());

	private final List<TestRun.Span> spans = new ArrayList<>();

	private final Set<String> refused = new HashSet<>();

	@RepeatedTest(100)
	void everySpanShouldArriveOnceInOrderUnlessItIsRefused(RepetitionInfo repetition) throws Exception {
		Random random = new Random(repetition.getCurrentRepetition());
		plant(random);
		this.platform.before((call) -> fail(call, random));
		this.platform.after((call) -> {
			if (random.nextInt(10) == 0) {
				throw Failures.connection(Kind.DROPPED);
			}
		});
		if (random.nextBoolean()) {
			this.platform.assign((id) -> "srv-" + id);
		}
		this.deliveries.deliverAll(this.run.register(), this.run.start());
		endInAnyOrder(random);
		assertThat(this.deliveries.deliver(this.run.finish())).isEqualTo(Settlement.DELIVERED);
		assertThat(this.platform.violations()).isEmpty();
		assertThat(this.platform.spans()).extracting(FakePlatform.SpanRow::status).doesNotContain("active");
		assertThat(this.platform.instances()).containsValue("complete");
		for (TestRun.Span span : this.spans) {
			assertThat(rows(span)).as("span %s", span.id()).hasSize(isRefused(span) ? 0 : 1);
		}
	}

	private void plant(Random random) {
		int size = 1 + random.nextInt(30);
		for (int i = 0; i < size; i++) {
			boolean root = i == 0 || random.nextInt(10) == 0;
			TestRun.Span span = this.run.span("span", root ? null : this.spans.get(random.nextInt(i)));
			this.spans.add(span);
			if (random.nextInt(5) == 0) {
				this.refused.add(span.id().toString());
			}
		}
	}

	/**
	 * Ends the spans in any order. Some ends never come; some spans have ended before
	 * their turn to be delivered comes.
	 */
	private void endInAnyOrder(Random random) throws InterruptedException {
		List<TestRun.Span> left = new ArrayList<>(this.spans);
		List<TestRun.Span> ended = new ArrayList<>();
		while (!left.isEmpty() || !ended.isEmpty()) {
			if (!left.isEmpty() && random.nextBoolean()) {
				TestRun.Span span = left.remove(random.nextInt(left.size()));
				span.end();
				ended.add(span);
			}
			else if (!ended.isEmpty()) {
				TestRun.Span span = ended.remove(0);
				Settlement settlement = this.deliveries.deliver(new CreateSpan(span.snapshot()));
				assertThat(settlement).isEqualTo(isRefused(span) ? Settlement.REJECTED : Settlement.DELIVERED);
			}
		}
	}

	private void fail(Call call, Random random) {
		if (call.operation() == Operation.CREATE_SPAN && this.refused.contains(call.subject())) {
			throw Failures.status(422);
		}
		switch (random.nextInt(20)) {
			case 0 -> throw Failures.status(503);
			case 1 -> throw Failures.connection(Kind.TIMEOUT);
			case 2 -> throw Failures.html(200);
			default -> {
			}
		}
	}

	private boolean isRefused(TestRun.Span span) {
		return this.refused.contains(span.id().toString());
	}

	private List<FakePlatform.SpanRow> rows(TestRun.Span span) {
		return this.platform.spans().stream().filter((row) -> row.id().equals(span.id().toString())).toList();
	}

}
