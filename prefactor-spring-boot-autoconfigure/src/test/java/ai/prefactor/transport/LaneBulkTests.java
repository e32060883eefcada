package ai.prefactor.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.api.Operation;
import ai.prefactor.http.PrefactorConnectionException.Kind;
import ai.prefactor.http.PrefactorHttpException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a lane does when a bulk request fails, as a whole or at an item.
 */
@Timeout(60)
class LaneBulkTests {

	private final FakePlatform platform = new FakePlatform();

	private final TestRun run = new TestRun();

	private final TestLane lane = new TestLane(this.platform, true, 400);

	private final List<CreateSpan> spans = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(ints = { 404, 405, 501 })
	void aServerWithoutBulkShouldGetOneByOneAndBeAskedAgainAfterTenMinutes(int status) {
		this.platform.bulk().before((items) -> {
			throw Failures.status(status);
		});
		begin();
		send(3);
		assertThat(this.platform.bulk().requests()).hasSize(1);
		assertThat(this.platform.spans()).hasSize(3);
		this.platform.bulk().before((items) -> {
		});
		this.lane.advance(Duration.ofMinutes(11));
		send(2);
		assertThat(this.platform.bulk().sizes()).hasSize(2).endsWith(2);
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void anOperationThatIsNotServedShouldBeTriedOnceOnItsOwnEndpoint() {
		this.platform.before((call) -> {
			if (call.bulk() && call.operation() == Operation.START) {
				throw Failures.status(400);
			}
		});
		begin();
		send(3);
		TestRun other = new TestRun();
		this.lane.submit(other.register(), other.start(), other.finish());
		this.lane.flush();
		assertThat(this.platform.instances()).containsEntry(other.id().toString(), "complete");
		assertThat(this.platform.calls(Operation.START)).extracting(Call::bulk).containsExactly(true, false, false);
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void anOperationThatIsRefusedOnItsOwnEndpointTooShouldStayInBulk() {
		begin();
		this.platform.before(Failures.every(Operation.CREATE_SPAN, () -> Failures.status(422)));
		send(1);
		send(1);
		assertThat(this.platform.calls(Operation.CREATE_SPAN)).extracting(Call::bulk)
			.containsExactly(true, false, true);
		assertThat(this.spans).allSatisfy(this::assertThatItIsRejected);
	}

	@Test
	void aSpanThatIsThereAsUnderWayWithoutOurKnowingShouldBeFinished() {
		TestRun run = new TestRun();
		TestRun.Span root = run.span("root");
		AtomicBoolean lost = new AtomicBoolean(true);
		this.platform.bulk().after((items) -> {
			if (lost.getAndSet(false)) {
				throw Failures.connection(Kind.DROPPED);
			}
		});
		AtomicInteger starts = new AtomicInteger();
		this.platform.before((call) -> {
			if (call.operation() == Operation.START && starts.incrementAndGet() == 2) {
				throw Failures.status(404);
			}
		});
		this.lane.submit(run.register(), run.start(), run.span("child", root).end());
		await().until(() -> {
			this.lane.advance(TestLane.LINGER);
			return starts.get() >= 2;
		});
		CreateSpan end = root.end();
		this.lane.submit(end, run.finish());
		this.lane.flush();
		assertThat(this.platform.spans()).extracting(PlatformRecords.SpanRow::status).containsOnly("complete");
		assertThat(this.lane.outcome(end)).isEqualTo("delivered");
		assertThat(this.platform.instances()).containsValue("complete");
	}

	@Test
	void aPoisonItemShouldBeFoundAndRejectedAlone() {
		begin();
		submit(40);
		CreateSpan poison = this.spans.get(17);
		this.platform.bulk().before((items) -> failAt(poison, items, () -> Failures.status(422)));
		this.lane.flush();
		assertThatItIsRejected(poison);
		assertThat(this.platform.spans()).hasSize(39);
		assertThat(this.platform.bulk().requests()).as("it is searched for in halves").hasSizeLessThan(20);
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void anItemAtWhichTheServerBreaksShouldBeFoundAndRejectedAlone() {
		begin();
		submit(20);
		CreateSpan poison = this.spans.get(5);
		this.platform.bulk().before((items) -> failAt(poison, items, () -> Failures.status(500)));
		this.lane.flush();
		assertThatItIsRejected(poison);
		assertThat(this.platform.spans()).hasSize(19);
		assertThat(this.platform.violations()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "413", "timeout", "unreadable" })
	void whatIsTooMuchShouldBeHalvedAndRemembered(String reason) {
		begin();
		this.platform.bulk().after((items) -> {
			if (items.size() > 100) {
				throw tooMuch(reason);
			}
		});
		send(400);
		int before = this.platform.bulk().requests().size();
		assertThat(this.platform.spans()).hasSize(400);
		send(400);
		assertThat(this.platform.spans()).hasSize(800);
		assertThat(this.platform.bulk().sizes().subList(before, this.platform.bulk().sizes().size()))
			.allMatch((size) -> size <= 100);
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void itemsThatAreLeftOutShouldGoAgainAtOnceWithTheSameKeysAndBytes() {
		begin();
		AtomicInteger count = new AtomicInteger();
		this.platform.bulk().stopBefore((item) -> count.getAndIncrement() % 5 == 4);
		submit(20);
		this.lane.advance(TestLane.LINGER);
		assertThat(this.platform.spans()).hasSize(20);
		assertThat(this.platform.bulk().requests().stream().flatMap(List::stream).map(Call::key))
			.noneMatch((key) -> key.endsWith("-2"));
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aServerThatNamesNothingInItsAnswersShouldNotBeAskedForEver() {
		this.platform.bulk().answer((results) -> Map.of());
		begin();
		send(8);
		assertThat(this.platform.spans()).hasSize(8);
		assertThat(this.platform.requests()).isLessThan(50);
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void anItemsOwnTransientErrorShouldPauseItsRunAlone() {
		begin();
		TestRun other = new TestRun();
		this.lane.submit(other.register(), other.start());
		this.lane.flush();
		submit(1);
		CreateSpan unlucky = this.spans.get(0);
		CreateSpan lucky = other.span("other").end();
		this.lane.submit(lucky);
		this.platform.before(Failures.next(Operation.CREATE_SPAN, () -> Failures.status(503)));
		this.lane.advance(TestLane.LINGER);
		assertThat(this.lane.outcome(lucky)).isEqualTo("delivered");
		assertThat(this.lane.outcome(unlucky)).isEqualTo("[]");
		this.lane.advance(Duration.ofSeconds(1));
		this.lane.advance(TestLane.LINGER);
		assertThat(this.lane.outcome(unlucky)).isEqualTo("delivered");
	}

	@Test
	void whatWasPreparedMeanwhileShouldBePlannedAnewAfterARefusal() {
		TestLane small = new TestLane(this.platform, true, 2);
		small.submit(this.run.register(), this.run.start());
		small.flush();
		TestRun.Span bad = this.run.span("bad");
		this.platform.before((call) -> {
			if (call.subject().equals(bad.id().toString())) {
				throw Failures.status(422);
			}
		});
		CreateSpan refused = bad.end();
		CreateSpan child = this.run.span("child", bad).end();
		small.submit(refused, this.run.span("other").end());
		small.plan();
		small.submit(child, this.run.span("another", bad).end());
		small.plan();
		small.flush();
		assertThat(small.outcome(refused)).isEqualTo("rejected rejected");
		assertThat(small.outcome(child)).isEqualTo("delivered");
		assertThat(this.platform.spans()).hasSize(3).extracting(PlatformRecords.SpanRow::parent).containsOnlyNulls();
		assertThat(this.platform.calls(Operation.CREATE_SPAN)).filteredOn((call) -> call.key().endsWith("-2"))
			.as("was never on the wire")
			.isEmpty();
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void whatSaysSomethingElseAfterARefusalShouldHaveAnotherKey() {
		begin();
		TestRun.Span bad = this.run.span("bad");
		CreateSpan refused = bad.end();
		CreateSpan child = this.run.span("child", bad).end();
		this.platform.before((call) -> {
			if (call.subject().equals(bad.id().toString())) {
				throw Failures.status(422);
			}
		});
		this.lane.submit(refused, child);
		this.lane.flush();
		assertThat(this.platform.calls(Operation.CREATE_SPAN))
			.filteredOn((call) -> call.subject().equals(child.span().id().toString()))
			.extracting(Call::key)
			.contains(child.idempotencyKey() + "-2");
		assertThat(this.lane.outcome(child)).isEqualTo("delivered");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void nothingShouldOvertakeAnItemThatFailsWhileOthersAreFrozen() {
		AtomicInteger requests = new AtomicInteger();
		this.platform.bulk().before((items) -> {
			if (requests.getAndIncrement() == 0) {
				throw Failures.connection(Kind.TIMEOUT);
			}
		});
		this.platform.before(Failures.next(Operation.START, () -> Failures.status(503)));
		this.lane.submit(this.run.register(), this.run.start());
		submit(6);
		this.lane.submit(this.run.finish());
		this.lane.flush();
		assertThat(this.platform.violations()).isEmpty();
		assertThat(this.platform.spans()).hasSize(6);
		assertThat(this.platform.instances()).containsValue("complete");
	}

	@ParameterizedTest
	@ValueSource(strings = { "502", "html", "dropped" })
	void anItemAtWhichTheServerBreaksAnyhowShouldHoldUpItsRunAlone(String reason) {
		begin();
		TestRun other = new TestRun();
		this.lane.submit(other.register(), other.start());
		this.lane.flush();
		submit(1);
		CreateSpan poison = this.spans.get(0);
		this.platform.bulk().before((items) -> failAt(poison, items, () -> breakdown(reason)));
		CreateSpan neighbour = other.span("other").end();
		this.lane.submit(neighbour);
		for (int i = 0; i < 30; i++) {
			this.lane.advance(Duration.ofSeconds(1));
		}
		assertThat(this.lane.outcome(neighbour)).isEqualTo("delivered");
		assertThat(this.lane.outcome(poison)).isEqualTo("[]");
		assertThat(this.platform.requests()).isLessThan(30);
		assertThat(this.lane.listener().states()).hasSizeLessThan(6);
		this.platform.bulk().before((items) -> {
		});
		this.lane.flush();
		assertThat(this.lane.outcome(poison)).isEqualTo("delivered");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void anOperationThatTheServerDoesNotKnowInBulkShouldBeTriedOnItsOwnEndpoint() {
		this.platform.bulk().before((items) -> {
			if (items.stream().anyMatch((item) -> item.operation() == Operation.START)) {
				throw Failures.status(422);
			}
		});
		begin();
		send(3);
		assertThat(this.platform.spans()).hasSize(3);
		assertThat(this.platform.calls(Operation.START)).extracting(Call::bulk).containsExactly(false);
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void whatFailedForNowOnItsOwnEndpointShouldBeTriedThereAgain() {
		AtomicInteger attempts = new AtomicInteger();
		this.platform.before((call) -> {
			if (call.operation() == Operation.START && call.bulk()) {
				throw Failures.status(400);
			}
			if (call.operation() == Operation.START && attempts.getAndIncrement() == 0) {
				throw Failures.status(404);
			}
		});
		begin();
		send(1);
		assertThat(this.platform.spans()).hasSize(1);
		assertThat(attempts).hasValueGreaterThan(1);
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aSpanShouldNotBeRejectedWhileTheServerTakesNone() {
		begin();
		submit(2);
		AtomicBoolean broken = new AtomicBoolean(true);
		this.platform.bulk().before((items) -> {
			if (broken.get()) {
				throw Failures.status(500);
			}
		});
		for (int i = 0; i < 30; i++) {
			this.lane.advance(Duration.ofSeconds(1));
		}
		broken.set(false);
		this.lane.flush();
		assertThat(this.platform.spans()).hasSize(2);
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void anItemWhoseTokenIsRefusedShouldSuspendIfAPingIsRefusedToo() {
		begin();
		AtomicInteger refusals = new AtomicInteger(2);
		this.platform.before(Failures.next(Operation.CREATE_SPAN, () -> Failures.status(401)));
		this.platform.onPing(() -> {
			if (refusals.getAndDecrement() > 0) {
				throw Failures.status(401);
			}
		});
		send(1);
		assertThat(this.lane.listener().states()).contains(TransportState.SUSPENDED);
		assertThat(this.lane.outcome(this.spans.get(0))).isEqualTo("delivered");
	}

	@Test
	void aSingleAnswerThatCannotBeReadShouldBeAskedForOnItsOwnEndpoint() {
		begin();
		this.platform.bulk().after((items) -> {
			throw Failures.html(200);
		});
		send(1);
		assertThat(this.platform.spans()).hasSize(1);
		assertThat(this.platform.calls(Operation.CREATE_SPAN)).extracting(Call::key)
			.hasSize(2)
			.containsOnly(this.spans.get(0).idempotencyKey());
		assertThat(this.platform.violations()).isEmpty();
	}

	private static PrefactorHttpException breakdown(String reason) {
		return switch (reason) {
			case "502" -> Failures.status(502);
			case "html" -> Failures.html(502);
			default -> Failures.connection(Kind.DROPPED);
		};
	}

	private static PrefactorHttpException tooMuch(String reason) {
		return switch (reason) {
			case "413" -> Failures.status(413);
			case "timeout" -> Failures.connection(Kind.TIMEOUT);
			default -> Failures.html(200);
		};
	}

	private static void failAt(CreateSpan poison, List<Call> items, Supplier<PrefactorHttpException> failure) {
		if (items.stream().anyMatch((item) -> item.subject().equals(poison.span().id().toString()))) {
			throw failure.get();
		}
	}

	private void begin() {
		this.lane.submit(this.run.register(), this.run.start());
		this.lane.flush();
	}

	private void send(int count) {
		submit(count);
		this.lane.flush();
	}

	private void submit(int count) {
		for (int i = 0; i < count; i++) {
			CreateSpan span = this.run.span("one").end();
			this.spans.add(span);
			this.lane.submit(span);
		}
	}

	private void assertThatItIsRejected(CreateSpan span) {
		assertThat(this.lane.outcome(span)).isEqualTo("rejected rejected");
	}

}
