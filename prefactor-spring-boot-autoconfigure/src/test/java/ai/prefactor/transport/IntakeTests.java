package ai.prefactor.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.span.Admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What finds room in the queue, and what does not.
 */
@Timeout(60)
class IntakeTests {

	private final FakePlatform platform = new FakePlatform();

	private final TestRun run = new TestRun();

	@Test
	void aParentShouldNotBeRefusedOnceAChildWasAccepted() {
		TestLane lane = opened(5);
		TestRun.Span root = this.run.span("root");
		assertThat(lane.submit(this.run.span("child", root).end())).isTrue();
		assertThat(lane.submit(this.run.span("other").end())).as("full").isFalse();
		assertThat(lane.submit(root.end())).isTrue();
		lane.submit(this.run.finish());
		lane.flush();
		assertThat(this.platform.spans()).extracting(PlatformRecords.SpanRow::parent)
			.containsExactly(null, root.id().toString());
		assertThat(lane.queue().size()).isZero();
	}

	@Test
	void aChildWithoutRoomForItsAncestorsShouldBeRefused() {
		TestLane lane = opened(5);
		TestRun.Span root = this.run.span("root");
		CreateSpan leaf = this.run.span("leaf", this.run.span("middle", root)).end();
		assertThat(lane.submit(leaf)).isFalse();
		assertThat(lane.outcome(leaf)).isEqualTo("dropped queue_full");
	}

	@Test
	void anAncestorShouldHaveItsPlaceSetAsideOnce() {
		TestLane lane = opened(100);
		TestRun.Span root = this.run.span("root");
		lane.submit(this.run.span("one", root).end(), this.run.span("two", root).end());
		assertThat(root.admission()).isEqualTo(Admission.RESERVED);
		assertThat(lane.queue().reserved()).as("the run's finish and the root").isEqualTo(2);
		lane.submit(root.end());
		assertThat(lane.queue().reserved()).isEqualTo(1);
	}

	@Test
	void aFullQueueShouldStillTakeTheFinishOfItsRuns() {
		TestLane lane = opened(4);
		lane.submit(this.run.span("one").end());
		assertThat(lane.submit(this.run.span("two").end())).isFalse();
		assertThat(lane.submit(this.run.finish())).isTrue();
	}

	@Test
	void aRefusedSpanShouldLetGoOfItsPayload() {
		TestLane lane = opened(4);
		lane.submit(this.run.span("one").end());
		TestRun.Span refused = this.run.span("two").input("text", "x".repeat(1_000));
		CreateSpan action = refused.end();
		assertThat(lane.submit(action)).isFalse();
		assertThat(action.handle().snapshot().hasPayloads()).isFalse();
	}

	@Test
	void childrenOfARefusedSpanShouldGoToTheNearestAncestorThatIsThere() {
		TestLane lane = opened(6);
		TestRun.Span root = this.run.span("root");
		TestRun.Span refused = this.run.span("refused", root);
		assertThat(lane.queue().reserve(0)).isTrue();
		assertThat(lane.queue().reserve(0)).isTrue();
		assertThat(lane.submit(refused.end())).isFalse();
		assertThat(refused.admission()).isEqualTo(Admission.REFUSED);
		lane.queue().cancelReservation(0);
		lane.queue().cancelReservation(0);
		assertThat(lane.submit(this.run.span("child", refused).end(), root.end(), this.run.finish())).isTrue();
		lane.flush();
		assertThat(this.platform.spans()).extracting(PlatformRecords.SpanRow::parent)
			.containsExactly(null, root.id().toString());
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void payloadsShouldBeLeftOutWhenThreeQuartersAreTaken() {
		CreateSpan first = large();
		long maxBytes = 2 * first.weight() + first.weight() / 2;
		TestLane lane = new TestLane(this.platform, TestLane.settings(true, 100, 1_000, maxBytes, null));
		lane.submit(this.run.register(), this.run.start());
		assertThat(lane.submit(first)).isTrue();
		assertThat(lane.counts().payloadsDropped()).isZero();
		assertThat(lane.submit(large(), large())).isTrue();
		assertThat(lane.counts().payloadsDropped()).isEqualTo(2);
		assertThat(lane.queue().weight()).isLessThan(maxBytes);
		lane.submit(this.run.finish());
		lane.flush();
		assertThat(this.platform.spans()).hasSize(3);
		assertThat(lane.queue().weight()).isZero();
	}

	@Test
	void whoWaitsShouldKeepItsPayloadAndGetARoomThatIsFreed() throws Exception {
		TestLane lane = blocking(Duration.ofHours(1));
		assertThat(lane.queue().reserve(0)).isTrue();
		CompletableFuture<Boolean> submitted = new CompletableFuture<>();
		Thread submitting = new Thread(
				() -> submitted.complete(lane.submit(this.run.span("one").input("text", "kept").end())));
		submitting.setDaemon(true);
		submitting.start();
		await().until(() -> submitting.getState() == Thread.State.TIMED_WAITING);
		lane.queue().cancelReservation(0);
		assertThat(submitted.get(20, TimeUnit.SECONDS)).isTrue();
		assertThat(lane.counts().payloadsDropped()).isZero();
	}

	@Test
	void aRunShouldWaitForRoomToo() throws Exception {
		TestLane lane = blocking(Duration.ofSeconds(30));
		assertThat(lane.queue().reserve(0)).isTrue();
		CompletableFuture<Boolean> opened = CompletableFuture.supplyAsync(() -> lane.submit(new TestRun().register()));
		await().during(Duration.ofMillis(50)).until(() -> !opened.isDone());
		lane.submit(this.run.finish());
		lane.flush();
		lane.queue().cancelReservation(0);
		assertThat(opened.get(20, TimeUnit.SECONDS)).isTrue();
		assertThat(lane.counts().runsLost()).isZero();
	}

	@Test
	void aRunThatFindsRoomForItsRegisterOnlyShouldNotBeRecorded() {
		TestLane lane = opened(5);
		assertThat(lane.submit(new TestRun().register())).isFalse();
		assertThat(lane.counts().runsLost()).isEqualTo(1);
		assertThat(lane.queue().size()).as("register, start and the place of the finish").isEqualTo(3);
	}

	@Test
	void whoWaitsInVainShouldBeRefusedAndCounted() {
		TestLane lane = blocking(Duration.ofMillis(20));
		assertThat(lane.queue().reserve(0)).isTrue();
		CreateSpan span = this.run.span("one").end();
		assertThat(lane.submit(span)).isFalse();
		assertThat(lane.outcome(span)).isEqualTo("dropped queue_full");
	}

	@Test
	void aNonBlockingThreadShouldNeverWait() {
		TestLane lane = blocking(Duration.ofHours(1));
		assertThat(lane.queue().reserve(0)).isTrue();
		Scheduler scheduler = Schedulers.newParallel("no-waiting", 1);
		try {
			Boolean accepted = Mono.fromCallable(() -> lane.submit(this.run.span("one").end()))
				.subscribeOn(scheduler)
				.block(Duration.ofSeconds(30));
			assertThat(accepted).isFalse();
		}
		finally {
			scheduler.dispose();
		}
	}

	@Test
	void anInterruptShouldEndTheWaitAndStay() {
		TestLane lane = blocking(Duration.ofHours(1));
		assertThat(lane.queue().reserve(0)).isTrue();
		Thread.currentThread().interrupt();
		assertThat(lane.submit(this.run.span("one").end())).isFalse();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void aReservedSpanThatComesTooLateShouldGiveItsPlaceBack() {
		TestLane lane = opened(100);
		TestRun.Span root = this.run.span("root");
		lane.submit(this.run.span("child", root).end(), this.run.finish());
		CreateSpan late = root.end();
		assertThat(lane.submit(late)).isFalse();
		lane.flush();
		assertThat(lane.outcome(late)).isEqualTo("dropped late");
		assertThat(lane.queue().size()).isZero();
		assertThat(lane.queue().weight()).isZero();
	}

	@Test
	void aClosedIntakeShouldCountWhatComesAsLostByTheShutdown() {
		TestLane lane = opened(100);
		lane.intake().close();
		lane.queue().close();
		CreateSpan span = this.run.span("one").end();
		assertThat(lane.submit(span)).isFalse();
		assertThat(lane.outcome(span)).isEqualTo("dropped shutdown");
	}

	private CreateSpan large() {
		return this.run.span("large").input("text", "x".repeat(12_000)).end();
	}

	private TestLane blocking(Duration timeout) {
		return opened(4, timeout);
	}

	private TestLane opened(int capacity) {
		return opened(capacity, null);
	}

	private TestLane opened(int capacity, @Nullable Duration blockTimeout) {
		TestLane lane = new TestLane(this.platform, TestLane.settings(true, 100, capacity, 1 << 20, blockTimeout));
		assertThat(lane.submit(this.run.register(), this.run.start())).isTrue();
		return lane;
	}

}
