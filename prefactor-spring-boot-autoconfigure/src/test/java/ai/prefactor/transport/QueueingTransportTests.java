package ai.prefactor.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.action.TransportAction;
import ai.prefactor.api.Operation;
import ai.prefactor.http.PrefactorConnectionException.Kind;
import ai.prefactor.span.SpanData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class QueueingTransportTests {

	private final List<TestTransport> transports = new ArrayList<>();

	private final TestRun run = new TestRun();

	@AfterEach
	void close() {
		this.transports.forEach(TestTransport::close);
	}

	@Test
	void whatWasSubmittedBeforeTheStartShouldBeSent() {
		TestTransport tested = tested(100, 1 << 20, 1);
		assertThat(tested.submit(this.run.register(), this.run.start(), this.run.span("one").end(), this.run.finish()))
			.isTrue();
		assertThat(tested.start().flush()).isTrue();
		assertThat(tested.platform().log()).containsExactly("REGISTER", "START", "CREATE_SPAN complete",
				"FINISH complete");
	}

	@Test
	void aFullQueueShouldRefuseSpansAndCountThem() {
		TestTransport tested = tested(4, 1 << 20, 1);
		tested.submit(this.run.register(), this.run.start());
		assertThat(tested.submit(this.run.span("one").end())).isTrue();
		assertThat(tested.submit(this.run.span("two").end())).isFalse();
		assertThat(tested.counts().lost()).containsEntry(DropReason.QUEUE_FULL, 1L);
		assertThat(tested.submit(this.run.finish())).as("its place is reserved").isTrue();
	}

	@Test
	void aQueueThatIsNearlyFullByBytesShouldTakeSpansWithoutTheirPayloads() {
		TestTransport tested = tested(100, 4 * TransportAction.BASE_WEIGHT + 500, 1);
		tested.submit(this.run.register(), this.run.start());
		assertThat(tested.submit(this.run.span("large").input("text", "x".repeat(10_000)).end())).isTrue();
		assertThat(tested.counts().payloadsDropped()).isEqualTo(1);
	}

	@Test
	void aQueueThatIsFullByBytesShouldRefuseSpansAndCountThem() {
		TestTransport tested = tested(100, 3 * TransportAction.BASE_WEIGHT + SpanData.BARE_WEIGHT, 1);
		tested.submit(this.run.register(), this.run.start());
		assertThat(tested.submit(this.run.span("one").end())).isTrue();
		assertThat(tested.submit(this.run.span("two").end())).isFalse();
		assertThat(tested.counts().lost()).containsEntry(DropReason.QUEUE_FULL, 1L);
	}

	@Test
	void aRunWithoutRoomForItsFinishShouldNotBeRecordedAtAll() {
		TestTransport tested = tested(5, 1 << 20, 1);
		tested.submit(this.run.register());
		TestRun other = new TestRun();
		assertThat(tested.submit(other.register())).isFalse();
		assertThat(tested.submit(other.span("one").end())).isFalse();
		assertThat(tested.counts().runsLost()).isEqualTo(1);
		assertThat(tested.submit(this.run.span("one").end(), this.run.span("two").end()))
			.as("what the refused run had reserved is free again")
			.isTrue();
	}

	@Test
	void placesShouldBeFreeAgainOnceARunIsOver() {
		TestTransport tested = tested(4, 1 << 20, 1).start();
		for (int i = 0; i < 20; i++) {
			TestRun each = new TestRun();
			assertThat(tested.submit(each.register(), each.start(), each.span("one").end(), each.finish())).isTrue();
			assertThat(tested.flush()).isTrue();
		}
		assertThat(tested.transport().status().queue().bytes()).isZero();
		assertThat(tested.transport().status().queue().depth()).isZero();
	}

	@Test
	void aRunThatIsFinishedWithoutAStartShouldNotKeepItsPlace() {
		TestTransport tested = tested(3, 1 << 20, 1).start();
		for (int i = 0; i < 5; i++) {
			TestRun each = new TestRun();
			assertThat(tested.submit(each.register(), each.finish())).isTrue();
			assertThat(tested.flush()).isTrue();
		}
		assertThat(tested.transport().status().queue().bytes()).isZero();
	}

	@Test
	void startingTwiceShouldNotTakeThePlaceOfTheFinish() {
		TestTransport tested = tested(4, 1 << 20, 1);
		tested.submit(this.run.register(), this.run.start(), this.run.start());
		assertThat(tested.submit(this.run.start())).isFalse();
		assertThat(tested.submit(this.run.finish())).isTrue();
		assertThat(tested.transport().status().queue().depth()).isEqualTo(4);
		assertThat(tested.transport().status().queue().bytes()).isEqualTo(4L * TransportAction.BASE_WEIGHT);
	}

	@Test
	void finishingTwiceShouldTakeOnePlace() {
		TestTransport tested = tested(100, 1 << 20, 1).start();
		assertThat(tested.submit(this.run.register(), this.run.start(), this.run.finish())).isTrue();
		assertThat(tested.submit(this.run.finish())).isFalse();
		assertThat(tested.flush()).isTrue();
		assertThat(tested.transport().status().queue().bytes()).isZero();
		assertThat(tested.platform().calls(Operation.FINISH)).hasSize(1);
	}

	@Test
	void registeringTwiceShouldTakeOnePlace() {
		TestTransport tested = tested(100, 1 << 20, 1).start();
		assertThat(tested.submit(this.run.register())).isTrue();
		assertThat(tested.submit(this.run.register())).isFalse();
		assertThat(tested.submit(this.run.start(), this.run.finish())).isTrue();
		assertThat(tested.flush()).isTrue();
		assertThat(tested.transport().status().queue().bytes()).isZero();
		assertThat(tested.platform().calls(Operation.REGISTER)).hasSize(1);
	}

	@Test
	void whatComesForARunThatHasFinishedShouldBeLate() {
		TestTransport tested = tested(100, 1 << 20, 1);
		tested.submit(this.run.register(), this.run.start(), this.run.finish());
		assertThat(tested.submit(this.run.span("late").end())).isFalse();
		assertThat(tested.submit(new TestRun().span("unknown").end(), new TestRun().finish())).isFalse();
		assertThat(tested.counts().lost()).containsEntry(DropReason.LATE, 2L);
	}

	@Test
	void runsThatFollowEachOtherShouldShareTheLanesByWhatWaits() {
		TestTransport tested = tested(100, 1 << 20, 2);
		CountDownLatch go = new CountDownLatch(1);
		List<String> threads = new CopyOnWriteArrayList<>();
		tested.platform().before((call) -> {
			threads.add(Thread.currentThread().getName());
			Failures.await(go);
		});
		for (int i = 0; i < 2; i++) {
			TestRun each = new TestRun();
			tested.submit(each.register(), each.start(), each.finish());
		}
		tested.start();
		await().untilAsserted(() -> assertThat(threads).hasSize(2).doesNotHaveDuplicates());
		go.countDown();
		assertThat(tested.flush()).isTrue();
	}

	@Test
	void anOutageShouldEndWithEverythingDelivered() {
		TestTransport tested = tested(100, 1 << 20, 2).start();
		AtomicBoolean down = new AtomicBoolean(true);
		List<Boolean> singleAttempts = new CopyOnWriteArrayList<>();
		tested.platform().onPing(() -> failWhile(down));
		tested.platform().before((call) -> {
			singleAttempts.add(tested.isSingleAttempt());
			failWhile(down);
		});
		for (int i = 0; i < 4; i++) {
			TestRun each = new TestRun();
			tested.submit(each.register(), each.start(), each.span("one").end(), each.finish());
		}
		await().until(() -> tested.platform().calls().size() > 5);
		assertThat(tested.transport().status().state()).isEqualTo(TransportState.DEGRADED);
		down.set(false);
		assertThat(tested.flush()).isTrue();
		assertThat(tested.counts().delivered()).isEqualTo(4);
		assertThat(tested.transport().status().state()).isEqualTo(TransportState.HEALTHY);
		assertThat(singleAttempts).last().isEqualTo(false);
		assertThat(singleAttempts).as("single attempts while the server is down").contains(true);
		assertThat(tested.platform().violations()).isEmpty();
	}

	@Test
	void aListenerThatThrowsShouldChangeNothing() {
		TestTransport tested = tested(100, 1 << 20, 1, new ThrowingListener()).start();
		tested.platform().before(Failures.next(Operation.REGISTER, () -> Failures.status(503)));
		assertThat(tested.submit(this.run.register(), this.run.start(), this.run.span("one").end(), this.run.finish()))
			.isTrue();
		assertThat(tested.submit(this.run.finish())).isFalse();
		assertThat(tested.flush()).isTrue();
		assertThat(tested.counts().delivered()).isEqualTo(1);
		assertThat(tested.listener().outcomes(this.run.register())).containsExactly("delivered");
	}

	@Test
	void anErrorOfAClientShouldLoseOneSpanAlone() {
		TestTransport tested = tested(100, 1 << 20, 1).start();
		tested.platform().before((call) -> {
			if ("bad".equals(call.details().path("payload").path("name").stringValue(""))) {
				throw new LinkageError("gone");
			}
		});
		tested.submit(this.run.register(), this.run.start(), this.run.span("bad").end(), this.run.span("good").end(),
				this.run.finish());
		assertThat(tested.flush()).isTrue();
		assertThat(tested.counts().delivered()).isEqualTo(1);
		assertThat(tested.counts().lost()).containsEntry(DropReason.REJECTED, 1L);
		assertThat(tested.platform().instances()).containsValue("complete");
	}

	@Test
	void anInterruptOfALaneByAnybodyShouldLoseNothing() throws Exception {
		TestTransport tested = tested(100, 1 << 20, 1).start();
		CountDownLatch never = new CountDownLatch(1);
		CompletableFuture<Thread> lane = new CompletableFuture<>();
		tested.platform().before((call) -> {
			if (call.operation() == Operation.CREATE_SPAN && lane.complete(Thread.currentThread())) {
				Failures.await(never);
			}
		});
		tested.submit(this.run.register(), this.run.start(), this.run.span("one").end(), this.run.finish());
		lane.get(20, TimeUnit.SECONDS).interrupt();
		assertThat(tested.flush()).isTrue();
		assertThat(tested.counts().delivered()).isEqualTo(1);
		assertThat(tested.listener().outcomes().values()).allMatch((outcomes) -> outcomes.size() == 1);
		assertThat(tested.platform().instances()).containsValue("complete");
	}

	@Test
	void statusShouldCountWhatWaitsAndNotWhatIsReserved() {
		TestTransport tested = tested(100, 1 << 20, 1);
		tested.submit(this.run.register());
		TransportStatus.Queue queue = tested.transport().status().queue();
		assertThat(queue.depth()).isEqualTo(1);
		assertThat(queue.bytes()).isEqualTo(3L * TransportAction.BASE_WEIGHT);
		assertThat(queue.capacity()).isEqualTo(100);
		assertThat(queue.maxBytes()).isEqualTo(1 << 20);
		assertThat(tested.transport().status().state()).isEqualTo(TransportState.HEALTHY);
	}

	private static void failWhile(AtomicBoolean down) {
		if (down.get()) {
			throw Failures.connection(Kind.CONNECT);
		}
	}

	private TestTransport tested(int capacity, long maxBytes, int lanes, TransportListener... listeners) {
		TestTransport tested = new TestTransport(capacity, maxBytes, lanes, listeners);
		this.transports.add(tested);
		return tested;
	}

	/**
	 * Fails at everything it is told.
	 */
	private static final class ThrowingListener implements TransportListener {

		@Override
		public void accepted(TransportAction action) {
			throw new IllegalStateException("listener");
		}

		@Override
		public void delivered(TransportAction action) {
			throw new AssertionError("listener");
		}

		@Override
		public void dropped(TransportAction action, DropReason reason) {
			throw new StackOverflowError("listener");
		}

		@Override
		public void retried(String operation, String cause) {
			throw new LinkageError("listener");
		}

		@Override
		public void stateChanged(TransportState from, TransportState to, String reason) {
			throw new IllegalStateException("listener");
		}

	}

}
