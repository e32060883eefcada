package ai.prefactor.transport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import ai.prefactor.action.TransportAction;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LossLogTests {

	private final LossLog log = new LossLog();

	private final TransportAction action = new TestRun().span("one").end();

	@ParameterizedTest
	@EnumSource(names = { "QUEUE_FULL", "TOO_LARGE", "LATE" })
	void theFirstLossForAReasonShouldBeAWarningAndTheOthersNot(DropReason reason, CapturedOutput output) {
		this.log.dropped(this.action, reason);
		this.log.dropped(this.action, reason);
		assertThat(output.getOut().lines().filter((line) -> line.contains("WARN"))).hasSize(1);
	}

	@Test
	void eachReasonShouldBeToldForItself(CapturedOutput output) {
		this.log.dropped(this.action, DropReason.QUEUE_FULL);
		this.log.rejected(this.action, DropReason.RUN_REJECTED);
		assertThat(output).contains("prefactor.queue.capacity").contains("does not take a run");
	}

	@Test
	void whatIsToldElsewhereShouldNotBeToldAgain(CapturedOutput output) {
		this.log.rejected(this.action, DropReason.REJECTED);
		this.log.dropped(this.action, DropReason.SHUTDOWN);
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void aFullQueueShouldBeTold(CapturedOutput output) {
		try (TestTransport tested = new TestTransport(4, 1 << 20, 1)) {
			TestRun run = new TestRun();
			tested.submit(run.register(), run.start(), run.span("one").end(), run.span("two").end(),
					run.span("three").end());
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("queue of Prefactor is full"))).hasSize(1);
	}

}
