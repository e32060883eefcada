package ai.prefactor.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.action.TransportAction;
import ai.prefactor.api.ControlSignal;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.http.PrefactorConnectionException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class CourierTests {

	private final FakePlatform platform = new FakePlatform();

	private final TerminationMonitor terminations = new TerminationMonitor();

	private final Deliveries deliveries = new Deliveries(this.platform, this.terminations);

	private final TransportAction action = new TestRun().start();

	private final TestEntry entry = TestEntry.of(this.action);

	@Test
	void sendShouldRepeatWhatFailsForNowWithTheSameBytes() throws Exception {
		this.platform.before(Failures.next(Operation.START, () -> Failures.status(503),
				() -> Failures.connection(Kind.CONNECT), () -> Failures.html(403)));
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.DELIVERED);
		assertThat(this.platform.calls()).hasSize(4);
		assertThat(this.platform.calls().stream().map(Call::body).distinct()).hasSize(1);
		assertThat(this.deliveries.listener().retries()).containsExactly("503", "connect", "not_json");
		assertThat(this.deliveries.state()).isEqualTo(TransportState.HEALTHY);
	}

	@Test
	void sendShouldRejectASpanAtWhichTheServerFailsThreeTimesWhileItAnswersPings() throws Exception {
		this.platform.before(Failures.every(Operation.CREATE_SPAN, () -> Failures.status(500)));
		assertThat(this.deliveries.sendSpan(this.entry).verdict()).isEqualTo(Reply.Verdict.REJECTED);
		assertThat(this.platform.calls()).hasSize(3);
		assertThat(this.platform.pings()).isEqualTo(1);
	}

	@Test
	void sendShouldKeepWhatAWholeRunDependsOnHoweverOftenTheServerFails() throws Exception {
		AtomicInteger left = new AtomicInteger(5);
		this.platform.before((call) -> {
			if (left.getAndDecrement() > 0) {
				throw Failures.status(500);
			}
		});
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.DELIVERED);
		assertThat(this.platform.calls()).hasSize(6);
	}

	@Test
	void sendShouldNotSuspectASpanForAProxysPage() throws Exception {
		AtomicInteger left = new AtomicInteger(5);
		this.platform.before((call) -> {
			if (left.getAndDecrement() > 0) {
				throw Failures.html(500);
			}
			throw Failures.status(422);
		});
		assertThat(this.deliveries.sendSpan(this.entry).verdict()).isEqualTo(Reply.Verdict.REJECTED);
		assertThat(this.platform.calls()).hasSize(6);
	}

	@Test
	void sendShouldNotSuspectARequestWhilePingsFailToo() throws Exception {
		AtomicInteger left = new AtomicInteger(5);
		this.platform.onPing(() -> {
			throw Failures.status(500);
		});
		this.platform.before((call) -> {
			if (left.getAndDecrement() > 0) {
				throw Failures.status(500);
			}
		});
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.DELIVERED);
		assertThat(this.platform.calls()).hasSize(6);
	}

	@Test
	void sendShouldNotSuspectARequestThatMetAnOutageBefore() throws Exception {
		this.platform.before(Failures.next(Operation.START, () -> Failures.connection(Kind.CONNECT),
				() -> Failures.connection(Kind.CONNECT), () -> Failures.connection(Kind.CONNECT),
				() -> Failures.status(500), () -> Failures.status(503), () -> Failures.status(500)));
		assertThat(send().verdict()).as("a server that comes up may fail once").isEqualTo(Reply.Verdict.DELIVERED);
	}

	@Test
	void sendShouldRejectWhatTheTokenMayNotDo() throws Exception {
		this.platform.before(Failures.every(Operation.START, () -> Failures.status(403)));
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.REJECTED);
		assertThat(this.deliveries.state()).isEqualTo(TransportState.HEALTHY);
	}

	@Test
	void sendShouldOnlyPingWhileTheTokenIsRefused() throws Exception {
		AtomicInteger refusals = new AtomicInteger(4);
		this.platform.onPing(() -> {
			if (refusals.getAndDecrement() > 0) {
				throw Failures.status(401);
			}
		});
		this.platform.before(Failures.next(Operation.START, () -> Failures.status(401)));
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.DELIVERED);
		assertThat(this.platform.calls()).hasSize(2);
		assertThat(this.platform.pings()).isEqualTo(5);
		assertThat(this.deliveries.listener().states()).containsExactly(TransportState.SUSPENDED,
				TransportState.HEALTHY);
	}

	@Test
	void aPingThatIsAnsweredShouldLiftASuspensionWhateverElseIsWrong() throws Exception {
		this.deliveries.missingAgents().lost();
		this.deliveries.missingAgents().lost();
		this.deliveries.health().refused("401");
		this.deliveries.missingAgents().lost();
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.DELIVERED);
	}

	@Test
	void sendShouldCountARequestThatCannotBeMadeAsRejected() throws Exception {
		Reply reply = this.deliveries.courier().send(() -> {
			throw new IllegalArgumentException("no JSON");
		}, this.entry, this.action);
		assertThat(reply.verdict()).isEqualTo(Reply.Verdict.REJECTED);
	}

	@Test
	void sendShouldGiveItsTurnBackWhenAClientIsBroken() throws Exception {
		this.deliveries.health().failed("503", null);
		this.platform.before((call) -> {
			throw new IllegalStateException("broken");
		});
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.REJECTED);
		this.platform.before((call) -> {
		});
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.DELIVERED);
	}

	@Test
	void sendShouldSurviveAnError() throws Exception {
		this.platform.before((call) -> {
			throw new NoClassDefFoundError("gone");
		});
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.REJECTED);
	}

	@Test
	void sendShouldPassOnThatTheRunIsToStop() throws Exception {
		AtomicReference<String> reason = new AtomicReference<>();
		this.terminations.watch(this.action.runId(), reason::set);
		this.platform.control(new ControlSignal(true, "enough"));
		send();
		assertThat(reason).hasValue("enough");
	}

	@Test
	void aListenerOfTheRunThatFailsShouldNotUndoTheDelivery() throws Exception {
		this.terminations.watch(this.action.runId(), (reason) -> {
			throw new IllegalStateException("user code");
		});
		this.platform.control(new ControlSignal(true, null));
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.DELIVERED);
	}

	@Test
	void anInterruptThatIsNotAShutdownShouldNotLoseTheRequest() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		this.platform.before((call) -> {
			if (calls.getAndIncrement() == 0) {
				Thread.currentThread().interrupt();
				throw Failures.connection(Kind.INTERRUPTED);
			}
		});
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.DELIVERED);
		assertThat(calls).hasValue(2);
	}

	@Test
	void anInterruptWhileItWaitsShouldNotLoseTheRequest() throws Exception {
		this.deliveries.health().failed("503", null);
		Thread.currentThread().interrupt();
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.DELIVERED);
	}

	@Test
	void aRequestThatWasGivenUpShouldEndAtTheInterrupt() {
		giveUpWith(() -> Failures.connection(Kind.INTERRUPTED));
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this::send);
		assertThat(this.platform.calls()).hasSize(1);
	}

	@Test
	void aRequestThatWasGivenUpUnsentShouldBeKnownToBe() {
		giveUpWith(() -> Failures.connection(Kind.INTERRUPTED));
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this::send);
		assertThat(this.deliveries.courier().unsettled()).isNull();
	}

	@Test
	void aRequestThatWasCutOffShouldBeUnsettled() {
		giveUpWith(() -> Failures.connection(Kind.INTERRUPTED).afterSentAttempt());
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this::send);
		assertThat(this.deliveries.courier().unsettled()).isSameAs(this.action);
	}

	@Test
	void aRequestThatTimedOutBeforeShouldBeUnsettledWhateverCameThen() {
		AtomicInteger calls = new AtomicInteger();
		this.platform.before((call) -> {
			if (calls.getAndIncrement() == 0) {
				throw Failures.connection(Kind.TIMEOUT);
			}
			this.entry.release();
			throw Failures.connection(Kind.INTERRUPTED);
		});
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this::send);
		assertThat(this.deliveries.courier().unsettled()).isSameAs(this.action);
	}

	@Test
	void aDeliveredRequestShouldBeUnsettledUntilItIsAccountedFor() throws Exception {
		send();
		assertThat(this.deliveries.courier().unsettled()).isSameAs(this.action);
		this.deliveries.courier().settled();
		assertThat(this.deliveries.courier().unsettled()).isNull();
	}

	@Test
	void aRefusedRequestShouldNotBeUnsettled() throws Exception {
		this.platform.before(Failures.every(Operation.START, () -> Failures.status(422)));
		send();
		assertThat(this.deliveries.courier().unsettled()).isNull();
	}

	@Test
	void theAgentOfThreeRunsInARowMissingShouldShow() throws Exception {
		this.platform.before(Failures.every(Operation.START, () -> Failures.status(404)));
		for (int i = 0; i < 3; i++) {
			assertThat(send().verdict()).isEqualTo(Reply.Verdict.AGENT_MISSING);
			assertThat(this.deliveries.state()).isEqualTo(TransportState.HEALTHY);
			this.deliveries.courier().agentLost();
		}
		assertThat(this.deliveries.state()).isEqualTo(TransportState.DEGRADED);
		assertThat(send().verdict()).isEqualTo(Reply.Verdict.AGENT_MISSING);
		assertThat(this.deliveries.health().awaitTurn()).as("nobody waits for that").isEqualTo(Turn.FREE);
	}

	private void giveUpWith(Supplier<RuntimeException> failure) {
		Consumer<Call> script = (call) -> {
			this.entry.release();
			throw failure.get();
		};
		this.platform.before(script);
	}

	private Reply send() throws InterruptedException {
		return this.deliveries.send(this.entry, this.action);
	}

}
