package ai.prefactor.local;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class RunStoreTests {

	@RegisterExtension
	private final TestPlatform few = new TestPlatform(new LocalPlatformSettings(0, false, 3, 1_000_000));

	@Test
	void addWhenFullShouldLetTheOldestGo() {
		List<String> runs = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			runs.add(this.few.run());
		}
		assertThat(kept()).isEqualTo(runs.subList(1, 4));
	}

	@Test
	void addWhenFullShouldLetTheOldestFinishedGoFirst() {
		String open = this.few.run();
		String finished = this.few.run();
		String later = this.few.run();
		this.few.finishRun(finished, "complete").accepted();
		this.few.finishRun(later, "complete").accepted();
		String last = this.few.run();
		assertThat(kept()).containsExactly(open, later, last);
	}

	@Test
	void putWhenOverTheBytesShouldLetOlderRunsGo() {
		String old = runWithSpan(400_000);
		String other = runWithSpan(400_000);
		String last = runWithSpan(400_000);
		assertThat(kept()).containsExactly(other, last).doesNotContain(old);
	}

	@Test
	void putWhenOneRunAloneIsOverTheBytesShouldLetItGo() {
		runWithSpan(1_000_001);
		assertThat(kept()).isEmpty();
	}

	@Test
	void finishWithALargeResultShouldCount() {
		String run = this.few.run();
		String span = this.few.span(run);
		this.few
			.post("agent_spans/" + span + "/finish",
					"""
							{"status":"complete","result_payload":{"r":"%s"},"idempotency_key":"#"}"""
						.formatted("x".repeat(1_000_001)))
			.accepted();
		assertThat(kept()).isEmpty();
	}

	@Test
	void removeShouldForgetSpansAndKeys() {
		String body = TestPlatform.registration("").replace("#", "register-1");
		String run = this.few.post("agent_instance/register", body).accepted().id();
		this.few.post("agent_instance/" + run + "/start", "{\"idempotency_key\":\"#\"}").accepted();
		String span = this.few.span(run);
		for (int i = 0; i < 3; i++) {
			this.few.run();
		}
		this.few.finishSpan(span, "complete").isRefused(404, "not_found");
		assertThat(this.few.post("agent_instance/register", body).accepted().id()).isNotEqualTo(run);
	}

	@Test
	void removeShouldGiveTheBytesBack() {
		for (int i = 0; i < 10; i++) {
			runWithSpan(600_000);
		}
		String last = runWithSpan(600_000);
		assertThat(kept()).containsExactly(last);
	}

	private String runWithSpan(int size) {
		String run = this.few.run();
		this.few.createSpan(run, "active", ",\"payload\":{\"p\":\"" + "x".repeat(size) + "\"}").accepted();
		return run;
	}

	private List<String> kept() {
		return this.few.get("agent_instance").list().stream().map(RunStoreTests::id).toList();
	}

	private static String id(JsonNode instance) {
		return instance.path("id").stringValue();
	}

}
