package ai.prefactor.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.TransportAction;
import ai.prefactor.api.Operation;
import ai.prefactor.http.PrefactorConnectionException.Kind;
import ai.prefactor.support.OurThreads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a stopped transport says of everything that it had accepted.
 */
@Timeout(120)
class TransportStopTests {

	private static final Duration SHORT = Duration.ofMillis(100);

	private final TestRun run = new TestRun();

	private TestTransport tested = new TestTransport();

	private final CountDownLatch never = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.never.countDown();
		this.tested.close();
	}

	@Test
	void whatWaitsShouldBeSentFirst() throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		this.tested.platform().before((call) -> Failures.await(go));
		this.tested.start();
		this.tested.submit(this.run.register(), this.run.start(), this.run.span("one").end(), this.run.finish());
		CompletableFuture<Void> stop = CompletableFuture
			.runAsync(() -> this.tested.transport().stop(TestTransport.SOON));
		go.countDown();
		stop.get(30, TimeUnit.SECONDS);
		assertThat(this.tested.platform().instances()).containsValue("complete");
		assertThat(this.tested.counts().delivered()).isEqualTo(1);
		assertThat(this.tested.counts().lostTotal()).isZero();
		assertThat(this.tested.transport().status().state()).isEqualTo(TransportState.CLOSED);
	}

	@Test
	void aPingThatHangsWhileNothingWaitsShouldBeCutOff() {
		CountDownLatch asked = new CountDownLatch(1);
		this.tested.platform().onPing(() -> {
			asked.countDown();
			Failures.await(this.never);
		});
		this.tested.start();
		Failures.await(asked);
		this.tested.transport().stop(Duration.ofHours(1));
		assertThat(this.tested.transport().status().state()).isEqualTo(TransportState.CLOSED);
	}

	@Test
	void whileTheServerIsDownAllShouldBeLostAndNothingUnknown() {
		this.tested.platform().before((call) -> {
			throw Failures.connection(Kind.CONNECT);
		});
		this.tested.start();
		submitRunOf(3);
		await().until(() -> this.tested.platform().calls().size() > 2);
		this.tested.transport().stop(SHORT);
		assertThat(this.tested.counts().lost()).containsEntry(DropReason.SHUTDOWN, 3L);
		assertThat(this.tested.counts().unknown()).isZero();
		assertThat(this.tested.counts().runsLost()).isEqualTo(1);
		assertThatEachHasOneOutcome();
	}

	@Test
	void aRequestThatWasCutOffShouldBeUnknownAndTheRestLost() {
		this.tested = new TestTransport(TestTransport.SINGLY);
		this.tested.platform().before((call) -> {
			if (call.operation() == Operation.CREATE_SPAN) {
				Failures.await(this.never);
			}
		});
		this.tested.start();
		List<CreateSpan> spans = submitRunOf(3);
		await().until(() -> !this.tested.platform().calls(Operation.CREATE_SPAN).isEmpty());
		this.tested.transport().stop(SHORT);
		assertThat(this.tested.counts().unknown()).isEqualTo(1);
		assertThat(this.tested.counts().lost()).containsEntry(DropReason.SHUTDOWN, 2L);
		assertThat(this.tested.listener().outcomes(spans.get(0))).containsExactly("unknown");
		assertThatEachHasOneOutcome();
	}

	@Test
	void aRunWhoseFinishWasCutOffShouldCountAsLeftOpen() {
		this.tested.platform().before((call) -> {
			if (call.operation() == Operation.FINISH) {
				Failures.await(this.never);
			}
		});
		this.tested.start();
		submitRunOf(2);
		await().until(() -> !this.tested.platform().calls(Operation.FINISH).isEmpty());
		this.tested.transport().stop(SHORT);
		assertThat(this.tested.counts().lostTotal()).isZero();
		assertThat(this.tested.counts().runsLost()).isZero();
		assertThat(this.tested.counts().runsLeftOpen()).isEqualTo(1);
		assertThatEachHasOneOutcome();
	}

	@Test
	void whoIsInterruptedWhileItStopsShouldStillCountExactly() {
		this.tested = new TestTransport(TestTransport.SINGLY);
		this.tested.platform().before((call) -> {
			if (call.operation() == Operation.CREATE_SPAN) {
				Failures.await(this.never);
			}
		});
		this.tested.start();
		submitRunOf(3);
		await().until(() -> !this.tested.platform().calls(Operation.CREATE_SPAN).isEmpty());
		Thread.currentThread().interrupt();
		this.tested.transport().stop(TestTransport.SOON);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.tested.counts().unknown()).isEqualTo(1);
		assertThat(this.tested.counts().lost()).containsEntry(DropReason.SHUTDOWN, 2L);
		assertThatEachHasOneOutcome();
	}

	@Test
	void ofALaneThatDoesNotComeToRestAllShouldBeUnknown() {
		CountDownLatch reached = new CountDownLatch(1);
		this.tested = new TestTransport(1_000, 1 << 20, 1, new TransportListener() {

			@Override
			public void delivered(TransportAction action) {
				reached.countDown();
				awaitInSpiteOfInterrupts(TransportStopTests.this.never);
			}

		});
		this.tested.start();
		submitRunOf(3);
		Failures.await(reached);
		this.tested.transport().stop(SHORT);
		assertThat(this.tested.counts().unknown()).isEqualTo(3);
		assertThat(this.tested.counts().lostTotal()).isZero();
		assertThat(this.tested.counts().runsLeftOpen()).isEqualTo(1);
		assertThat(this.tested.transport().status().state()).isEqualTo(TransportState.CLOSED);
	}

	@Test
	void anAncestorThatWasCutOffShouldNotMakeTheSpanThatNeedsItUnknown() {
		this.tested = new TestTransport(TestTransport.SINGLY);
		this.tested.platform().before((call) -> {
			if ("active".equals(call.status())) {
				Failures.await(this.never);
			}
		});
		this.tested.start();
		CreateSpan child = this.run.span("child", this.run.span("root")).end();
		this.tested.submit(this.run.register(), this.run.start(), child, this.run.finish());
		await().until(() -> !this.tested.platform().calls(Operation.CREATE_SPAN).isEmpty());
		this.tested.transport().stop(SHORT);
		assertThat(this.tested.listener().outcomes(child)).containsExactly("dropped shutdown");
	}

	@Test
	void aParentThatCameAlongWithItsChildShouldCountAsDelivered() {
		this.tested = new TestTransport(TestTransport.SINGLY);
		TestRun.Span root = this.run.span("root");
		CreateSpan child = this.run.span("child", root).end();
		CreateSpan parent = root.end();
		this.tested.platform().before((call) -> {
			if (call.subject().equals(child.span().id().toString())) {
				Failures.await(this.never);
			}
		});
		this.tested.start();
		this.tested.submit(this.run.register(), this.run.start(), child, parent, this.run.finish());
		await().until(() -> this.tested.platform().calls(Operation.CREATE_SPAN).size() == 2);
		this.tested.transport().stop(SHORT);
		assertThat(this.tested.listener().outcomes(child)).containsExactly("unknown");
		assertThat(this.tested.listener().outcomes(parent)).containsExactly("delivered");
	}

	@Test
	void aRequestThatTimedOutOnceShouldBeUnknownThoughItWaitsToBeRepeated() {
		this.tested.platform().before((call) -> {
			if (call.operation() == Operation.CREATE_SPAN) {
				throw Failures.connection(Kind.TIMEOUT);
			}
		});
		this.tested.start();
		submitRunOf(1);
		await().until(() -> this.tested.platform().calls(Operation.CREATE_SPAN).size() > 2);
		this.tested.transport().stop(SHORT);
		assertThat(this.tested.counts().unknown()).isEqualTo(1);
	}

	@Test
	void theThreadsShouldBeGone() {
		this.tested.platform().before((call) -> Failures.await(this.never));
		Set<Thread> before = OurThreads.alive();
		this.tested.start();
		submitRunOf(1);
		await().until(() -> !this.tested.platform().calls().isEmpty());
		Set<Thread> started = OurThreads.since(before);
		assertThat(started).hasSize(2);
		this.tested.transport().stop(SHORT);
		await().untilAsserted(() -> assertThat(started).noneMatch(Thread::isAlive));
	}

	@Test
	void whoFlushesShouldNotWaitBeyondTheStop() throws Exception {
		this.tested.platform().before((call) -> Failures.await(this.never));
		this.tested.start();
		submitRunOf(1);
		CompletableFuture<Boolean> flush = new CompletableFuture<>();
		Thread flushing = new Thread(() -> flush.complete(this.tested.transport().flush(Duration.ofHours(1))));
		flushing.start();
		await().until(() -> flushing.getState() == Thread.State.TIMED_WAITING);
		this.tested.transport().stop(SHORT);
		assertThat(flush.get(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void stopBeforeStartShouldLoseAllThatWaits() {
		submitRunOf(2);
		this.tested.transport().stop(TestTransport.SOON);
		assertThat(this.tested.counts().lost()).containsEntry(DropReason.SHUTDOWN, 2L);
		assertThatEachHasOneOutcome();
	}

	@Test
	void whatIsSubmittedAfterTheStopShouldBeRefusedAndCounted() {
		this.tested.start();
		this.tested.submit(this.run.register(), this.run.start());
		this.tested.transport().stop(TestTransport.SOON);
		TestRun other = new TestRun();
		assertThat(this.tested.submit(other.register())).isFalse();
		assertThat(this.tested.submit(other.span("one").end())).isFalse();
		assertThat(this.tested.submit(this.run.span("two").end())).isFalse();
		assertThat(this.tested.submit(this.run.finish())).isFalse();
		assertThat(this.tested.counts().lost()).containsEntry(DropReason.SHUTDOWN, 2L);
		assertThat(this.tested.counts().runsLost()).isEqualTo(1);
	}

	@Test
	void stopTwiceShouldCountOnce() {
		submitRunOf(2);
		this.tested.transport().stop(Duration.ZERO);
		this.tested.transport().stop(Duration.ZERO);
		assertThat(this.tested.counts().lostTotal()).isEqualTo(2);
		assertThatEachHasOneOutcome();
	}

	@Test
	void startAfterStopShouldNotFailTheApplication() {
		this.tested.start();
		this.tested.transport().stop(Duration.ZERO);
		this.tested.transport().start();
		assertThat(this.tested.transport().status().state()).isEqualTo(TransportState.CLOSED);
	}

	@Test
	void aRunThatWaitsForItsAgentShouldBeGivenUpToo() {
		this.tested.platform().before(Failures.every(Operation.REGISTER, () -> Failures.status(404)));
		this.tested.start();
		submitRunOf(2);
		await().until(() -> !this.tested.platform().calls().isEmpty());
		this.tested.transport().stop(SHORT);
		assertThat(this.tested.counts().lost()).containsEntry(DropReason.SHUTDOWN, 2L);
		assertThatEachHasOneOutcome();
	}

	private static void awaitInSpiteOfInterrupts(CountDownLatch latch) {
		boolean waits = true;
		while (waits) {
			try {
				latch.await();
				waits = false;
			}
			catch (InterruptedException ex) {
				// Until the latch opens
			}
		}
	}

	private List<CreateSpan> submitRunOf(int spans) {
		List<CreateSpan> actions = new ArrayList<>();
		this.tested.submit(this.run.register(), this.run.start());
		for (int i = 0; i < spans; i++) {
			CreateSpan action = this.run.span("span").end();
			actions.add(action);
			this.tested.submit(action);
		}
		this.tested.submit(this.run.finish());
		return actions;
	}

	private void assertThatEachHasOneOutcome() {
		assertThat(this.tested.listener().accepted())
			.allSatisfy((action) -> assertThat(this.tested.listener().outcomes(action)).hasSize(1));
	}

}
