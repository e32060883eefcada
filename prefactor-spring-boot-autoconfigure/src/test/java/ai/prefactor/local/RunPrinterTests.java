package ai.prefactor.local;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RunPrinterTests {

	@RegisterExtension
	private final TestPlatform loud = new TestPlatform(new LocalPlatformSettings(0, true, 10, 1_000_000));

	@RegisterExtension
	private final TestPlatform quiet = new TestPlatform(new LocalPlatformSettings(0, false, 10, 1_000_000));

	@Test
	void finishShouldLogTheTree(CapturedOutput output) {
		String run = this.loud.run();
		String root = this.loud.createSpan(run, "active", ",\"payload\":{\"name\":\"handle\"}").accepted().id();
		this.loud.createSpan(run, "complete", ",\"payload\":{\"name\":\"lookup\"},\"parent_span_id\":\"" + root + "\"")
			.accepted();
		this.loud.advance(Duration.ofMillis(152));
		this.loud.finishSpan(root, "complete").accepted();
		this.loud.finishRun(run, "complete").accepted();
		assertThat(output).contains("INFO")
			.contains("Run " + run + " support-desk complete in 152 ms (2 spans)\n└─ tool handle  152 ms\n"
					+ "   └─ tool lookup  0 ms\n");
	}

	@Test
	void finishWhenRepeatedShouldLogOnce(CapturedOutput output) {
		String run = this.loud.run();
		String body = "{\"status\":\"failed\",\"idempotency_key\":\"finish-1\"}";
		this.loud.post("agent_instance/" + run + "/finish", body).accepted();
		this.loud.post("agent_instance/" + run + "/finish", body).accepted();
		this.loud.finishRun(run, "failed").isRefused(409, "invalid_action");
		assertThat(StringUtils.countOccurrencesOf(output.getOut(), "Run " + run)).isOne();
	}

	@Test
	void terminateShouldLogTheTree(CapturedOutput output) {
		String run = this.loud.run();
		this.loud.terminate(run, "enough").accepted();
		assertThat(output).contains("Run " + run + " support-desk terminated in 0 ms (0 spans)");
	}

	@Test
	void finishWhenSwitchedOffShouldLogNothing(CapturedOutput output) {
		String run = this.quiet.run();
		this.quiet.finishRun(run, "complete").accepted();
		assertThat(output).doesNotContain(run);
	}

}
