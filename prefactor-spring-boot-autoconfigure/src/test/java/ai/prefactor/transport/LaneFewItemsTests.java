package ai.prefactor.transport;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.api.Operation;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a lane does not send, and when it sends the rest.
 */
@Timeout(60)
class LaneFewItemsTests {

	private final FakePlatform platform = new FakePlatform();

	private final TestRun run = new TestRun();

	private final TestLane lane = new TestLane(this.platform, true);

	@Test
	void aShortRunShouldBeOneRequest() {
		TestRun.Span root = this.run.span("root");
		this.lane.submit(this.run.register(), this.run.start(), this.run.span("child", root).end(), root.end(),
				this.run.finish());
		this.lane.pump();
		assertThat(this.platform.requests()).as("it waits for others").isZero();
		this.lane.advance(TestLane.LINGER);
		assertThat(this.platform.bulk().sizes()).containsExactly(5);
		assertThat(this.platform.log()).containsExactly("REGISTER", "START", "CREATE_SPAN complete",
				"CREATE_SPAN complete", "FINISH complete");
	}

	@Test
	void shortRunsShouldGoTogether() {
		for (int i = 0; i < 10; i++) {
			TestRun each = new TestRun();
			this.lane.submit(each.register(), each.start(), each.span("root").end(), each.finish());
		}
		this.lane.advance(TestLane.LINGER);
		assertThat(this.platform.bulk().sizes()).containsExactly(40);
	}

	@Test
	void aFullBatchShouldNotWaitNorShouldWhatItHadNoRoomFor() {
		TestLane small = new TestLane(this.platform, true, 3);
		small.submit(this.run.register(), this.run.start(), this.run.span("root").end(), this.run.finish());
		small.pump();
		assertThat(this.platform.bulk().sizes()).containsExactly(3, 1);
	}

	@Test
	void anAncestorThatHasEndedShouldBeOneCreateInItsFinalState() {
		TestRun.Span root = this.run.span("root");
		CreateSpan child = this.run.span("child", root).end();
		CreateSpan parent = root.end();
		this.lane.submit(this.run.register(), this.run.start(), child, parent, this.run.finish());
		this.lane.flush();
		assertThat(this.platform.calls(Operation.CREATE_SPAN)).extracting(Call::subject)
			.containsExactly(root.id().toString(), child.span().id().toString());
		assertThat(this.platform.calls(Operation.FINISH_SPAN)).isEmpty();
		assertThat(this.lane.outcome(parent)).isEqualTo("delivered");
	}

	@Test
	void aRunThatIsStillOpenAfterASecondShouldBeAnnouncedWithItsRoot() {
		TestRun.Span root = this.run.span("root");
		this.lane.submit(this.run.register(), this.run.start());
		this.lane.advance(Duration.ofMillis(999));
		assertThat(this.platform.requests()).isZero();
		this.lane.advance(Duration.ofMillis(1));
		this.lane.advance(TestLane.LINGER);
		assertThat(this.platform.log()).containsExactly("REGISTER", "START", "CREATE_SPAN active");
		this.lane.submit(root.end(), this.run.finish());
		this.lane.flush();
		assertThat(this.platform.log()).endsWith("FINISH_SPAN complete", "FINISH complete");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void announcingShouldReserveThePlaceOfTheEnd() {
		TestRun.Span root = this.run.span("root");
		this.lane.submit(this.run.register(), this.run.start());
		this.lane.advance(Duration.ofSeconds(1));
		this.lane.advance(TestLane.LINGER);
		assertThat(this.lane.queue().reserved()).as("of the run's finish and the span's end").isEqualTo(2);
		this.lane.submit(root.end(), this.run.finish());
		this.lane.flush();
		assertThat(this.lane.queue().size()).isZero();
	}

	@Test
	void withoutAPlaceForItsEndARootShouldNotBeAnnounced() {
		TestLane full = new TestLane(this.platform, TestLane.settings(true, 100, 4, 1 << 20, null));
		this.run.span("root");
		full.submit(this.run.register(), this.run.start());
		TestRun other = new TestRun();
		assertThat(full.queue().reserve(1)).isTrue();
		full.advance(Duration.ofSeconds(2));
		full.advance(Duration.ofSeconds(2));
		assertThat(full.submit(other.register())).isFalse();
		assertThat(this.platform.log()).startsWith("REGISTER", "START");
	}

	@Test
	void aModelCallShouldNotBeAnnounced() {
		this.run.span("call").kind(SpanKind.LLM);
		this.lane.submit(this.run.register(), this.run.start());
		this.lane.advance(Duration.ofSeconds(2));
		this.lane.advance(TestLane.LINGER);
		assertThat(this.platform.log()).containsExactly("REGISTER", "START");
	}

	@Test
	void childrenOfAModelCallShouldWaitForItsEnd() {
		TestRun.Span call = this.run.span("call").kind(SpanKind.LLM);
		this.lane.submit(this.run.register(), this.run.start(), this.run.span("child", call).end());
		this.lane.advance(Duration.ofSeconds(29));
		assertThat(this.platform.spans()).isEmpty();
		this.lane.submit(call.tokens(new TokenUsage(1, 2, 3)).end());
		this.lane.advance(TestLane.LINGER);
		assertThat(this.platform.log()).containsExactly("REGISTER", "START", "CREATE_SPAN complete",
				"CREATE_SPAN complete");
		assertThat(this.platform.calls(Operation.CREATE_SPAN)
			.get(0)
			.details()
			.path("payload")
			.path("token_usage")
			.path("total_tokens")
			.intValue(0)).isEqualTo(3);
	}

	@Test
	void childrenOfAModelCallShouldNotWaitForEver() {
		TestRun.Span call = this.run.span("call").kind(SpanKind.LLM);
		this.lane.submit(this.run.register(), this.run.start(), this.run.span("child", call).end());
		this.lane.advance(Duration.ofSeconds(1));
		this.lane.advance(TestLane.LINGER);
		this.lane.advance(HeldSpans.PATIENCE);
		this.lane.advance(TestLane.LINGER);
		assertThat(this.platform.log()).containsExactly("REGISTER", "START", "CREATE_SPAN active",
				"CREATE_SPAN complete");
	}

	@Test
	void theEndOfTheRunShouldLetGoOfWhatWaitsForAModelCallThatNeverEnds() {
		TestRun.Span call = this.run.span("call").kind(SpanKind.LLM);
		CreateSpan child = this.run.span("child", call).end();
		this.lane.submit(this.run.register(), this.run.start(), child);
		this.lane.advance(Duration.ofSeconds(2));
		this.lane.submit(this.run.finish());
		this.lane.flush();
		assertThat(this.lane.outcome(child)).isEqualTo("delivered");
		assertThat(this.platform.calls(Operation.FINISH_SPAN)).extracting(Call::status).containsExactly("cancelled");
		assertThat(this.platform.violations()).isEmpty();
	}

	@Test
	void aLateResultShouldCarryTheTokens() {
		TestRun.Span root = this.run.span("root");
		this.lane.submit(this.run.register(), this.run.start(), this.run.span("child", root).end());
		this.lane.flush();
		this.lane.submit(root.tokens(new TokenUsage(1, 2, 3)).output("text", "done").end());
		this.lane.flush();
		assertThat(this.platform.calls(Operation.FINISH_SPAN)
			.get(0)
			.json()
			.path("result_payload")
			.path("token_usage")
			.path("total_tokens")
			.intValue(0)).isEqualTo(3);
	}

	@Test
	void aRunWithMuchToSayShouldNotWaitUntilItIsOld() {
		this.lane.submit(this.run.register(), this.run.start());
		for (int i = 0; i < 150; i++) {
			this.lane.submit(this.run.span("one").end());
		}
		this.lane.advance(TestLane.LINGER);
		assertThat(this.platform.spans()).hasSize(150);
	}

	@Test
	void aLongRunShouldNotHoldUpAShortOne() {
		TestLane small = new TestLane(this.platform, true, 110);
		small.submit(this.run.register(), this.run.start());
		for (int i = 0; i < 400; i++) {
			small.submit(this.run.span("one").end());
		}
		small.plan();
		TestRun other = new TestRun();
		small.submit(other.register(), other.start(), other.finish());
		small.plan();
		assertThat(small.send()).isTrue();
		small.plan();
		assertThat(small.send()).isTrue();
		small.plan();
		assertThat(small.send()).isTrue();
		assertThat(this.platform.bulk().requests().stream().flatMap(List::stream)).extracting(Call::subject)
			.contains(other.id().toString());
	}

}
