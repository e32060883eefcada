package ai.prefactor.transport;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishSpan;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.http.PrefactorConnectionException.Kind;
import ai.prefactor.span.SpanStatus;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RunDeliveryTests {

	private final FakePlatform platform = new FakePlatform();

	private final TestRun run = new TestRun();

	private final Deliveries deliveries = new Deliveries(this.platform, new TerminationMonitor(), this.run.id());

	@Test
	void aRunShouldBeRegisteredStartedFilledAndFinished() throws Exception {
		begin();
		this.deliveries.deliverAll(this.run.span("root").end(), this.run.finish());
		assertThat(this.platform.log()).containsExactly("REGISTER", "START", "CREATE_SPAN complete", "FINISH complete");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aParentThatIsUnderWayShouldBeAnnouncedInFrontOfItsChildAndFinishedLater() throws Exception {
		begin();
		TestRun.Span root = this.run.span("root");
		TestRun.Span middle = this.run.span("middle", root);
		this.deliveries.deliver(this.run.span("leaf", middle).end());
		this.deliveries.deliver(middle.end());
		this.deliveries.deliver(root.end());
		this.deliveries.deliver(this.run.finish());
		assertThat(this.platform.log()).containsExactly("REGISTER", "START", "CREATE_SPAN active", "CREATE_SPAN active",
				"CREATE_SPAN complete", "FINISH_SPAN complete", "FINISH_SPAN complete", "FINISH complete");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aParentThatHasEndedShouldComeInItsFinalStateAndOnce() throws Exception {
		begin();
		TestRun.Span root = this.run.span("root");
		CreateSpan child = this.run.span("child", root).end();
		CreateSpan parent = root.end();
		this.deliveries.deliver(child);
		assertThat(this.deliveries.run().hasDelivered(root.id())).isTrue();
		assertThat(this.deliveries.deliver(parent)).isEqualTo(Settlement.DELIVERED);
		assertThat(this.platform.calls(Operation.CREATE_SPAN)).extracting(Call::status)
			.containsExactly("complete", "complete");
	}

	@Test
	void aChildOfAParentThatEndedLongAgoShouldStillFindIt() throws Exception {
		begin();
		TestRun.Span root = this.run.span("root");
		TestRun.Span child = this.run.span("child", root);
		this.deliveries.deliverAll(root.end(), child.end());
		assertThat(this.platform.spans()).extracting(FakePlatform.SpanRow::parent)
			.containsExactly(null, root.id().toString());
	}

	@Test
	void serversIdsShouldBeUsedFromThenOn() throws Exception {
		this.platform.assign((id) -> "srv-" + id);
		begin();
		TestRun.Span root = this.run.span("root");
		this.deliveries.deliver(this.run.span("child", root).end());
		this.deliveries.deliver(root.end());
		this.deliveries.deliver(this.run.finish());
		assertThat(this.platform.violations()).isEmpty();
		assertThat(this.platform.spans()).extracting(FakePlatform.SpanRow::status)
			.containsExactly("complete", "complete");
		assertThat(this.platform.instances()).containsExactlyEntriesOf(Map.of("srv-" + this.run.id(), "complete"));
	}

	@Test
	void aRejectedSpanShouldTakeItsFinishWithItAndLeaveItsChildrenToItsParent() throws Exception {
		begin();
		TestRun.Span root = this.run.span("root");
		TestRun.Span bad = this.run.span("bad", root);
		this.platform.before((call) -> {
			if (call.subject().equals(bad.id().toString())) {
				throw Failures.status(422);
			}
		});
		assertThat(this.deliveries.deliver(this.run.span("child", bad).end())).isEqualTo(Settlement.DELIVERED);
		assertThat(this.deliveries.deliver(bad.end())).isEqualTo(Settlement.REJECTED);
		assertThat(this.deliveries.deliver(new FinishSpan(bad.snapshot()))).isEqualTo(Settlement.REJECTED);
		assertThat(this.platform.spans()).extracting(FakePlatform.SpanRow::parent)
			.containsExactly(null, root.id().toString());
	}

	@Test
	void aSpanThatCannotBeSentAtAllShouldNotTakeItsChildrenWithIt() throws Exception {
		begin();
		TestRun.Span bad = this.run.span("bad");
		this.platform.before((call) -> {
			if (call.subject().equals(bad.id().toString())) {
				throw new IllegalStateException("cannot be sent");
			}
		});
		assertThat(this.deliveries.deliver(this.run.span("child", bad).end())).isEqualTo(Settlement.DELIVERED);
		assertThat(this.deliveries.deliver(bad.end())).isEqualTo(Settlement.REJECTED);
		assertThat(this.platform.spans()).hasSize(1);
	}

	@Test
	void aRegistrationThatCannotBeSentShouldLoseItsRunAlone() throws Exception {
		this.platform.before((call) -> {
			throw new IllegalStateException("cannot be sent");
		});
		assertThat(this.deliveries.deliver(this.run.register())).isEqualTo(Settlement.RUN_REJECTED);
		assertThat(this.deliveries.deliver(this.run.start())).isEqualTo(Settlement.RUN_REJECTED);
		assertThat(this.platform.calls()).hasSize(1);
	}

	@Test
	void aRefusedRunShouldSendNothingMore() throws Exception {
		this.platform.before(Failures.every(Operation.REGISTER, () -> Failures.status(422)));
		Settlement last = this.deliveries.deliverAll(this.run.register(), this.run.start(), this.run.span("root").end(),
				this.run.finish());
		assertThat(last).isEqualTo(Settlement.RUN_REJECTED);
		assertThat(this.platform.calls()).hasSize(1);
	}

	@Test
	void aMissingAgentShouldPostponeTheRun() throws Exception {
		this.platform.before(Failures.next(Operation.REGISTER, () -> Failures.status(404)));
		assertThat(this.deliveries.deliver(this.run.register())).isEqualTo(Settlement.POSTPONED);
		assertThat(this.deliveries.deliver(this.run.register())).isEqualTo(Settlement.DELIVERED);
		assertThat(this.platform.violations()).as("the same bytes under the same key").isEmpty();
	}

	@Test
	void aSpanThatIsTooLargeShouldGoWithoutItsPayloadUnderANewKey() throws Exception {
		begin();
		this.platform.before(Failures.next(Operation.CREATE_SPAN, () -> Failures.status(413)));
		CreateSpan span = this.run.span("root").input("text", "long").end();
		assertThat(this.deliveries.deliver(span)).isEqualTo(Settlement.DELIVERED);
		List<Call> calls = this.platform.calls(Operation.CREATE_SPAN);
		assertThat(calls).extracting(Call::key).containsExactly(span.idempotencyKey(), span.idempotencyKey() + "-2");
		assertThat(calls.get(1).details().path("payload").path("inputs").isEmpty()).isTrue();
		assertThat(this.deliveries.counts().payloadsDropped()).isEqualTo(1);
	}

	@Test
	void aSpanThatIsTooLargeEvenSoShouldBeDroppedAlone() throws Exception {
		begin();
		this.platform
			.before(Failures.next(Operation.CREATE_SPAN, () -> Failures.status(413), () -> Failures.status(413)));
		TestRun.Span root = this.run.span("root");
		assertThat(this.deliveries.deliver(root.end())).isEqualTo(Settlement.TOO_LARGE);
		assertThat(this.deliveries.deliver(this.run.span("child", root).end())).isEqualTo(Settlement.DELIVERED);
		assertThat(this.platform.spans()).hasSize(1);
	}

	@Test
	void aResultThatIsTooLargeShouldBeLeftOut() throws Exception {
		begin();
		TestRun.Span root = this.run.span("root").output("text", "long");
		this.deliveries.deliver(this.run.span("child", root).end());
		this.platform.before(Failures.next(Operation.FINISH_SPAN, () -> Failures.status(413)));
		assertThat(this.deliveries.deliver(root.end())).isEqualTo(Settlement.DELIVERED);
		List<Call> calls = this.platform.calls(Operation.FINISH_SPAN);
		assertThat(calls.get(1).json().path("result_payload").isEmpty()).isTrue();
		assertThat(calls).extracting(Call::key).doesNotHaveDuplicates();
	}

	@Test
	void theEndOfTheRunShouldCloseSpansWhoseEndNeverCameChildrenFirst() throws Exception {
		begin();
		TestRun.Span root = this.run.span("root");
		TestRun.Span middle = this.run.span("middle", root);
		this.deliveries.deliverAll(this.run.span("leaf", middle).end(), this.run.finish());
		assertThat(this.platform.calls(Operation.FINISH_SPAN)).extracting(Call::subject)
			.containsExactly(middle.id().toString(), root.id().toString());
		assertThat(this.platform.calls(Operation.FINISH_SPAN)).extracting(Call::status).containsOnly("cancelled");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void theEndOfTheRunShouldCloseAParentWhoseEndWasLostAsItEnded() throws Exception {
		begin();
		TestRun.Span root = this.run.span("root");
		this.deliveries.deliver(this.run.span("child", root).end());
		root.end(SpanStatus.FAILED);
		this.deliveries.deliver(this.run.finish());
		assertThat(this.platform.calls(Operation.FINISH_SPAN)).extracting(Call::status).containsExactly("failed");
	}

	@Test
	void aSpanThatCannotBeClosedShouldNotKeepTheRunOpen() throws Exception {
		begin();
		this.deliveries.deliver(this.run.span("child", this.run.span("root")).end());
		this.platform.before(Failures.every(Operation.FINISH_SPAN, () -> Failures.status(422)));
		assertThat(this.deliveries.deliver(this.run.finish())).isEqualTo(Settlement.DELIVERED);
		assertThat(this.platform.instances()).containsValue("complete");
	}

	@Test
	void aSpanThatIsCreatedAsActiveByHandShouldBeFinishedByHandOrWithTheRun() throws Exception {
		begin();
		TestRun.Span one = this.run.span("one");
		TestRun.Span two = this.run.span("two");
		this.deliveries.deliverAll(new CreateSpan(one.snapshot()), new CreateSpan(two.snapshot()));
		one.end();
		this.deliveries.deliverAll(new FinishSpan(one.snapshot()), this.run.finish());
		assertThat(this.platform.spans()).extracting(FakePlatform.SpanRow::status)
			.containsExactly("complete", "cancelled");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aRepeatOfWhatWasCutOffShouldBeTheSameBytes() throws Exception {
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
		this.deliveries.deliver(this.run.span("child", root).end());
		this.deliveries.deliver(new CreateSpan(root.snapshot()));
		assertThat(this.platform.violations()).isEmpty();
		assertThat(this.platform.log()).containsExactly("REGISTER", "START", "CREATE_SPAN active", "CREATE_SPAN active",
				"CREATE_SPAN complete", "FINISH_SPAN complete");
	}

	@Test
	void whatWasFinishedAlreadyShouldCountAsDelivered() throws Exception {
		begin();
		this.platform.before(Failures.every(Operation.FINISH, () -> Failures.status(409, "invalid_action")));
		assertThat(this.deliveries.deliver(this.run.finish())).isEqualTo(Settlement.DELIVERED);
	}

	private void begin() throws InterruptedException {
		this.deliveries.deliverAll(this.run.register(), this.run.start());
	}

}
