package ai.prefactor.local;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IdempotencyStoreTests {

	@RegisterExtension
	private final TestPlatform platform = new TestPlatform();

	@Test
	void repeatOfARegisterShouldGetTheFirstAnswerAndChangeNothing() {
		String body = TestPlatform.registration("").replace("#", "register-1");
		String first = this.platform.post("agent_instance/register", body).accepted().text();
		assertThat(this.platform.post("agent_instance/register", body).accepted().text()).isEqualTo(first);
		assertThat(this.platform.get("agent_instance").list()).hasSize(1);
	}

	@Test
	void repeatOfASpanShouldGetTheFirstAnswerAndChangeNothing() {
		String run = this.platform.run();
		String body = span(run, "active", "span-1");
		String first = this.platform.post("agent_spans", body).accepted().text();
		assertThat(this.platform.post("agent_spans", body).accepted().text()).isEqualTo(first);
		assertThat(this.platform.spans(run)).hasSize(1);
	}

	@Test
	void repeatOfAStartAfterTheFinishShouldGetTheFirstAnswer() {
		String run = this.platform.register();
		String body = "{\"idempotency_key\":\"start-1\"}";
		String first = this.platform.post("agent_instance/" + run + "/start", body).accepted().text();
		this.platform.finishRun(run, "complete").accepted();
		assertThat(this.platform.post("agent_instance/" + run + "/start", body).accepted().text()).isEqualTo(first);
		assertThat(this.platform.instance(run).path("status").stringValue()).isEqualTo("complete");
	}

	@Test
	void repeatAcrossBulkShouldGetTheFirstAnswer() {
		String run = this.platform.run();
		String id = this.platform.post("agent_spans", span(run, "active", "span-0001")).accepted().id();
		String item = span(run, "active", "span-0001").replaceFirst("\\{", "{\"_type\":\"agent_spans/create\",");
		assertThat(this.platform.post("bulk", "{\"items\":[" + item + "]}")
			.accepted()
			.json()
			.path("outputs")
			.path("span-0001")
			.path("details")
			.path("id")
			.stringValue()).isEqualTo(id);
		assertThat(this.platform.spans(run)).hasSize(1);
	}

	@Test
	void repeatAfterAFailureShouldBeTriedAgain() {
		String run = this.platform.register();
		String body = span(run, "active", "span-1");
		this.platform.post("agent_spans", body).isRefused(409, "invalid_action");
		this.platform.post("agent_instance/" + run + "/start", "{\"idempotency_key\":\"#\"}").accepted();
		this.platform.post("agent_spans", body).accepted();
	}

	@Test
	void repeatWithTheKeyInsideDetailsShouldGetTheFirstAnswer() {
		String body = """
				{"details":{"agent_instance_id":"%s","schema_name":"a:b","status":"active","idempotency_key":"k"}}"""
			.formatted(this.platform.run());
		String first = this.platform.post("agent_spans", body).accepted().text();
		assertThat(this.platform.post("agent_spans", body).accepted().text()).isEqualTo(first);
	}

	@Test
	void spansWithoutKeyShouldEachBeRecorded() {
		String run = this.platform.run();
		String body = "{\"details\":{\"agent_instance_id\":\"%s\",\"schema_name\":\"a:b\",\"status\":\"active\"}}"
			.formatted(run);
		List.of(1, 2).forEach((time) -> this.platform.post("agent_spans", body).accepted());
		assertThat(this.platform.spans(run)).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"\"", "7", "\"12345678901234567890123456789012345678901234567890123456789012345\"" })
	void keyWhenNotOneTo64CharactersShouldBeRefused(String key) {
		this.platform.post("agent_spans", "{\"idempotency_key\":%s}".formatted(key)).isInvalid("idempotency_key");
	}

	private static String span(String run, String status, String key) {
		return """
				{"details":{"agent_instance_id":"%s","schema_name":"a:b","status":"%s"},"idempotency_key":"%s"}"""
			.formatted(run, status, key);
	}

}
