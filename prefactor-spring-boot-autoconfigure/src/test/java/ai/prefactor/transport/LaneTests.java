package ai.prefactor.transport;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishSpan;
import ai.prefactor.action.TransportAction;
import ai.prefactor.api.ControlSignal;
import ai.prefactor.api.Operation;
import ai.prefactor.http.PrefactorConnectionException.Kind;
import ai.prefactor.span.SpanStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a lane sends of a run, in bulk and one by one.
 */
@Timeout(60)
@ParameterizedClass
@ValueSource(booleans = { true, false })
class LaneTests {

	private static final List<String> DELIVERED = List.of("delivered");

	private final FakePlatform platform = new FakePlatform();

	private final TestRun run = new TestRun();

	private final TestLane lane;

	LaneTests(boolean bulk) {
		this.lane = new TestLane(this.platform, bulk);
	}

	@Test
	void aRunShouldBeRegisteredStartedFilledAndFinished() {
		begin();
		this.lane.submit(this.run.span("root").end(), this.run.finish());
		this.lane.flush();
		assertThat(this.platform.log()).containsExactly("REGISTER", "START", "CREATE_SPAN complete", "FINISH complete");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aParentThatIsUnderWayShouldBeAnnouncedInFrontOfItsChildAndFinishedLater() {
		begin();
		TestRun.Span root = this.run.span("root");
		TestRun.Span middle = this.run.span("middle", root);
		deliver(this.run.span("leaf", middle).end());
		deliver(middle.end());
		deliver(root.end());
		this.lane.submit(this.run.finish());
		this.lane.flush();
		assertThat(this.platform.log()).containsExactly("REGISTER", "START", "CREATE_SPAN active", "CREATE_SPAN active",
				"CREATE_SPAN complete", "FINISH_SPAN complete", "FINISH_SPAN complete", "FINISH complete");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aChildOfAParentThatEndedLongAgoShouldStillFindIt() {
		begin();
		TestRun.Span root = this.run.span("root");
		TestRun.Span child = this.run.span("child", root);
		deliver(root.end());
		deliver(child.end());
		assertThat(this.platform.spans()).extracting(PlatformRecords.SpanRow::parent)
			.containsExactly(null, root.id().toString());
	}

	@Test
	void serversIdsShouldBeUsedFromThenOn() {
		this.platform.assign((id) -> "srv-" + id);
		TestRun.Span root = this.run.span("root");
		this.lane.submit(this.run.register(), this.run.start(), this.run.span("child", root).end());
		this.lane.flush();
		this.lane.submit(root.end(), this.run.finish());
		this.lane.flush();
		assertThat(this.platform.violations()).isEmpty();
		assertThat(this.platform.spans()).extracting(PlatformRecords.SpanRow::status)
			.containsExactly("complete", "complete");
		assertThat(this.platform.instances()).containsExactlyEntriesOf(Map.of("srv-" + this.run.id(), "complete"));
		assertThat(this.lane.listener().outcomes().values()).allMatch((outcomes) -> outcomes.equals(DELIVERED));
	}

	@Test
	void idsThatDifferFromTheSecondRunOnShouldBeUsedToo() {
		deliver(this.run.register());
		this.platform.assign((id) -> "srv-" + id);
		TestRun.Span root = this.run.span("root");
		this.lane.submit(this.run.start(), this.run.span("child", root).end(), root.end(), this.run.finish());
		this.lane.flush();
		assertThat(this.platform.violations()).isEmpty();
		assertThat(this.platform.instances()).containsExactlyEntriesOf(Map.of(this.run.id().toString(), "complete"));
	}

	@Test
	void aRejectedSpanShouldTakeItsFinishWithItAndLeaveItsChildrenToItsParent() {
		begin();
		TestRun.Span root = this.run.span("root");
		TestRun.Span bad = this.run.span("bad", root);
		this.platform.before((call) -> {
			if (call.subject().equals(bad.id().toString())) {
				throw Failures.status(422);
			}
		});
		CreateSpan child = this.run.span("child", bad).end();
		deliver(child);
		CreateSpan end = bad.end();
		deliver(end);
		assertThat(this.lane.outcome(child)).isEqualTo("delivered");
		assertThat(this.lane.outcome(end)).isEqualTo("rejected rejected");
		assertThat(this.platform.spans()).extracting(PlatformRecords.SpanRow::parent)
			.containsExactly(null, root.id().toString());
	}

	@Test
	void aSpanThatCannotBeSentAtAllShouldNotTakeItsChildrenWithIt() {
		begin();
		TestRun.Span bad = this.run.span("bad");
		this.platform.before((call) -> {
			if (call.subject().equals(bad.id().toString())) {
				throw new IllegalStateException("cannot be sent");
			}
		});
		CreateSpan child = this.run.span("child", bad).end();
		CreateSpan end = bad.end();
		this.lane.submit(child, end);
		this.lane.flush();
		assertThat(this.lane.outcome(child)).isEqualTo("delivered");
		assertThat(this.lane.outcome(end)).isEqualTo("rejected rejected");
		assertThat(this.platform.spans()).hasSize(1);
	}

	@Test
	void aRefusedRunShouldSendNothingMoreAndLeaveOthersAlone() {
		TestRun other = new TestRun();
		this.platform.before((call) -> {
			if (call.key().startsWith(this.run.register().idempotencyKey())) {
				throw Failures.status(422);
			}
		});
		CreateSpan lost = this.run.span("root").end();
		CreateSpan kept = other.span("root").end();
		this.lane.submit(this.run.register(), this.run.start(), other.register(), other.start(), lost, kept,
				this.run.finish(), other.finish());
		this.lane.flush();
		assertThat(this.lane.outcome(this.run.register())).isEqualTo("rejected run_rejected");
		assertThat(this.lane.outcome(lost)).isEqualTo("rejected run_rejected");
		assertThat(this.lane.outcome(this.run.finish())).isEqualTo("rejected run_rejected");
		assertThat(this.lane.outcome(kept)).isEqualTo("delivered");
		assertThat(this.platform.instances()).containsExactlyEntriesOf(Map.of(other.id().toString(), "complete"));
		assertThat(this.platform.spans()).hasSize(1);
	}

	@Test
	void aMissingAgentShouldPostponeItsRunAlone() {
		this.platform.before(Failures.next(Operation.REGISTER, () -> Failures.status(404)));
		TestRun other = new TestRun();
		this.lane.submit(this.run.register(), this.run.start(), this.run.finish());
		this.lane.submit(other.register(), other.start(), other.finish());
		this.lane.advance(TestLane.LINGER);
		assertThat(this.platform.instances()).containsOnlyKeys(other.id().toString());
		this.lane.flush();
		assertThat(this.platform.instances()).containsEntry(this.run.id().toString(), "complete");
		assertThat(this.platform.calls(Operation.REGISTER)).extracting(Call::key)
			.as("the same bytes under the same key")
			.containsExactly(this.run.register().idempotencyKey(), other.register().idempotencyKey(),
					this.run.register().idempotencyKey());
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void anAgentThatIsMissingForAMinuteShouldLoseItsRun() {
		this.platform.before(Failures.every(Operation.REGISTER, () -> Failures.status(404)));
		CreateSpan span = this.run.span("root").end();
		this.lane.submit(this.run.register(), this.run.start(), span, this.run.finish());
		this.lane.flush();
		assertThat(this.lane.outcome(span)).isEqualTo("rejected run_rejected");
		assertThat(this.platform.calls(Operation.START)).isEmpty();
	}

	@Test
	void aSpanThatIsTooLargeShouldGoWithoutItsPayloadUnderANewKey() {
		begin();
		this.platform.before(Failures.next(Operation.CREATE_SPAN, () -> Failures.status(413)));
		CreateSpan span = this.run.span("root").input("text", "long").end();
		deliver(span);
		assertThat(this.lane.outcome(span)).isEqualTo("delivered");
		assertThat(this.platform.calls(Operation.CREATE_SPAN)).extracting(Call::key)
			.containsExactly(span.idempotencyKey(), span.idempotencyKey() + "-2");
		assertThat(this.platform.calls(Operation.CREATE_SPAN).get(1).details().path("payload").path("inputs").isEmpty())
			.isTrue();
		assertThat(this.lane.counts().payloadsDropped()).isEqualTo(1);
	}

	@Test
	void aSpanThatIsTooLargeEvenSoShouldBeDroppedAlone() {
		begin();
		this.platform
			.before(Failures.next(Operation.CREATE_SPAN, () -> Failures.status(413), () -> Failures.status(413)));
		TestRun.Span root = this.run.span("root");
		CreateSpan end = root.end();
		deliver(end);
		CreateSpan child = this.run.span("child", root).end();
		deliver(child);
		assertThat(this.lane.outcome(end)).isEqualTo("dropped too_large");
		assertThat(this.lane.outcome(child)).isEqualTo("delivered");
		assertThat(this.platform.spans()).hasSize(1);
	}

	@Test
	void aResultThatIsTooLargeShouldBeLeftOut() {
		begin();
		TestRun.Span root = this.run.span("root").output("text", "long");
		deliver(this.run.span("child", root).end());
		this.platform.before(Failures.next(Operation.FINISH_SPAN, () -> Failures.status(413)));
		CreateSpan end = root.end();
		deliver(end);
		assertThat(this.lane.outcome(end)).isEqualTo("delivered");
		assertThat(this.platform.calls(Operation.FINISH_SPAN).get(1).json().path("result_payload").isEmpty()).isTrue();
		assertThat(this.platform.calls(Operation.FINISH_SPAN)).extracting(Call::key).doesNotHaveDuplicates();
	}

	@Test
	void theEndOfTheRunShouldCloseSpansWhoseEndNeverCameChildrenFirst() {
		begin();
		TestRun.Span root = this.run.span("root");
		TestRun.Span middle = this.run.span("middle", root);
		this.lane.submit(this.run.span("leaf", middle).end(), this.run.finish());
		this.lane.flush();
		assertThat(this.platform.calls(Operation.FINISH_SPAN)).extracting(Call::subject)
			.containsExactly(middle.id().toString(), root.id().toString());
		assertThat(this.platform.calls(Operation.FINISH_SPAN)).extracting(Call::status).containsOnly("cancelled");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void theEndOfTheRunShouldCloseAParentWhoseEndWasLostAsItEnded() {
		begin();
		TestRun.Span root = this.run.span("root");
		deliver(this.run.span("child", root).end());
		root.end(SpanStatus.FAILED);
		deliver(this.run.finish());
		assertThat(this.platform.calls(Operation.FINISH_SPAN)).extracting(Call::status).containsExactly("failed");
	}

	@Test
	void aSpanThatCannotBeClosedShouldNotKeepTheRunOpen() {
		begin();
		deliver(this.run.span("child", this.run.span("root")).end());
		this.platform.before(Failures.every(Operation.FINISH_SPAN, () -> Failures.status(422)));
		deliver(this.run.finish());
		assertThat(this.lane.outcome(this.run.finish())).isEqualTo("delivered");
		assertThat(this.platform.instances()).containsValue("complete");
	}

	@Test
	void aSpanThatIsCreatedAsActiveByHandShouldBeFinishedByHandOrWithTheRun() {
		begin();
		TestRun.Span one = this.run.span("one");
		TestRun.Span two = this.run.span("two");
		this.lane.submit(new CreateSpan(one.snapshot(), one), new CreateSpan(two.snapshot(), two));
		one.end();
		this.lane.submit(new FinishSpan(one.snapshot()), this.run.finish());
		this.lane.flush();
		assertThat(this.platform.spans()).extracting(PlatformRecords.SpanRow::id)
			.containsExactly(one.id().toString(), two.id().toString());
		assertThat(this.platform.spans()).extracting(PlatformRecords.SpanRow::status).doesNotContain("active");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aRepeatOfWhatWasCutOffShouldBeTheSameBytes() {
		begin();
		TestRun.Span root = this.run.span("root");
		this.platform.after((call) -> {
			if ("active".equals(call.status())) {
				// Ends while its announcement is on its way
				this.platform.after((next) -> {
				});
				root.end();
				throw Failures.connection(Kind.DROPPED);
			}
		});
		deliver(this.run.span("child", root).end());
		deliver(new CreateSpan(root.snapshot(), root));
		assertThat(this.platform.violations()).isEmpty();
		assertThat(this.platform.spans()).extracting(PlatformRecords.SpanRow::status)
			.containsExactly("complete", "complete");
		assertThat(this.platform.calls(Operation.CREATE_SPAN)).extracting(Call::status)
			.containsOnlyOnce("complete")
			.contains("active");
	}

	@Test
	void whatWasFinishedAlreadyShouldCountAsDelivered() {
		begin();
		this.platform.before(Failures.every(Operation.FINISH, () -> Failures.status(409, "invalid_action")));
		deliver(this.run.finish());
		assertThat(this.lane.outcome(this.run.finish())).isEqualTo("delivered");
	}

	@Test
	void aSpanAtWhichTheServerBreaksShouldBeGivenUpThoughItEndsMeanwhile() {
		begin();
		TestRun.Span root = this.run.span("root");
		this.platform.before((call) -> {
			if (call.subject().equals(root.id().toString())) {
				root.end();
				throw Failures.status(500);
			}
		});
		CreateSpan child = this.run.span("child", root).end();
		deliver(child);
		assertThat(this.lane.outcome(child)).isEqualTo("delivered");
		assertThat(this.platform.calls(Operation.CREATE_SPAN))
			.filteredOn((call) -> call.subject().equals(root.id().toString()) && "complete".equals(call.status()))
			.extracting(Call::key)
			.as("what it says by now is tried once")
			.containsOnly(root.id() + "-create-2");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aSpanAtWhichTheServerBreaksShouldNotKeepTheRunOpen() {
		TestRun.Span root = this.run.span("root");
		begin();
		this.platform.before((call) -> {
			if (call.subject().equals(root.id().toString())) {
				root.end();
				throw Failures.status(500);
			}
		});
		this.lane.advance(Duration.ofSeconds(2));
		deliver(this.run.finish());
		assertThat(this.lane.outcome(this.run.finish())).isEqualTo("delivered");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aRunWhoseFinishIsRefusedShouldCountAsLeftOpen() {
		begin();
		this.platform.before(Failures.every(Operation.FINISH, () -> Failures.status(400)));
		CreateSpan span = this.run.span("one").end();
		deliver(span);
		deliver(this.run.finish());
		assertThat(this.lane.counts().delivered()).isEqualTo(1);
		assertThat(this.lane.counts().lostTotal()).isZero();
		assertThat(this.lane.counts().runsLost()).isZero();
		assertThat(this.lane.counts().runsLeftOpen()).isEqualTo(1);
	}

	@Test
	void aRunThatIsLostShouldNotCountAsLeftOpen() {
		this.platform.before(Failures.every(Operation.REGISTER, () -> Failures.status(422)));
		this.lane.submit(this.run.register(), this.run.start(), this.run.finish());
		this.lane.flush();
		assertThat(this.lane.counts().runsLost()).isEqualTo(1);
		assertThat(this.lane.counts().runsLeftOpen()).isZero();
	}

	@Test
	void aRunThatStepsAsideShouldNotDoSoForLongWhenTheTransportStops() {
		begin();
		this.platform.before(Failures.next(Operation.CREATE_SPAN, () -> Failures.status(503),
				() -> Failures.status(503), () -> Failures.status(503)));
		CreateSpan span = this.run.span("one").end();
		this.lane.submit(span);
		this.lane.advance(TestLane.LINGER);
		this.lane.queue().close();
		for (int i = 0; i < 3; i++) {
			this.lane.advance(Duration.ofMillis(500));
			this.lane.advance(TestLane.LINGER);
		}
		assertThat(this.lane.outcome(span)).isEqualTo("delivered");
	}

	@Test
	void idsThatAreExpectedShouldNotHoldUpWhatIsPlannedTogether() {
		this.platform.assign((id) -> "srv-" + id);
		begin();
		int before = this.lane.batches();
		for (int i = 0; i < 20; i++) {
			this.lane.submit(this.run.span("one").end());
		}
		this.lane.flush();
		assertThat(this.platform.spans()).hasSize(20);
		assertThat(this.lane.batches() - before).isEqualTo(1);
	}

	@Test
	void anAnnouncedSpanWhoseIdIsNotToldShouldTakeItsFinishWithItAndLeaveItsChildrenToItsParent() {
		this.platform.assign((id) -> "srv-" + id);
		begin();
		TestRun.Span root = this.run.span("root");
		TestRun.Span hidden = this.run.span("hidden", root);
		answerThatItExists(hidden);
		CreateSpan child = this.run.span("child", hidden).end();
		deliver(child);
		CreateSpan end = hidden.end();
		deliver(end);
		deliver(root.end());
		deliver(this.run.finish());
		assertThat(this.lane.outcome(child)).isEqualTo("delivered");
		assertThat(this.lane.outcome(end)).isEqualTo("rejected rejected");
		assertThat(this.platform.spans()).extracting(PlatformRecords.SpanRow::parent)
			.containsExactly(null, "srv-" + root.id());
		assertThat(this.lane.outcome(this.run.finish())).isEqualTo("delivered");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aFinishedSpanWhoseIdIsNotToldShouldBeDeliveredAndLeaveItsChildrenToItsParent() {
		this.platform.assign((id) -> "srv-" + id);
		begin();
		TestRun.Span hidden = this.run.span("hidden");
		answerThatItExists(hidden);
		CreateSpan end = hidden.end();
		deliver(end);
		CreateSpan child = this.run.span("child", hidden).end();
		deliver(child);
		assertThat(this.lane.outcome(end)).isEqualTo("delivered");
		assertThat(this.lane.outcome(child)).isEqualTo("delivered");
		assertThat(this.platform.spans()).extracting(PlatformRecords.SpanRow::parent).containsOnlyNulls();
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aRunThatIsToStopShouldBeTold() {
		AtomicReference<String> reason = new AtomicReference<>();
		this.lane.terminations().watch(this.run.id(), reason::set);
		begin();
		this.platform.control(new ControlSignal(true, "enough"));
		deliver(this.run.span("one").end());
		assertThat(reason).hasValue("enough");
	}

	@Test
	void whatWasDeliveredShouldLeaveNoPlaceTaken() {
		begin();
		TestRun.Span root = this.run.span("root");
		this.lane.submit(this.run.span("child", root).end(), root.end(), this.run.finish());
		this.lane.flush();
		assertThat(this.lane.queue().size()).isZero();
		assertThat(this.lane.queue().weight()).isZero();
		assertThat(this.lane.queue().isIdle()).isTrue();
	}

	private void answerThatItExists(TestRun.Span span) {
		this.platform.before((call) -> {
			if (call.subject().equals(span.id().toString())) {
				throw Failures.status(409, "already_exists");
			}
		});
	}

	private void begin() {
		this.lane.submit(this.run.register(), this.run.start());
		this.lane.flush();
	}

	private void deliver(TransportAction action) {
		this.lane.submit(action);
		this.lane.flush();
	}

}
