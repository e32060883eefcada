package ai.prefactor.local;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import ai.prefactor.id.Pfid;

import static org.assertj.core.api.Assertions.assertThat;

class InstanceOperationsTests {

	private static final String CHOSEN = Pfid.of(1, 77, 2, 3).toString();

	@RegisterExtension
	private final TestPlatform platform = new TestPlatform();

	@Test
	void registerShouldMakeAPendingInstance() {
		JsonNode details = this.platform.post("agent_instance/register", TestPlatform.registration(""))
			.accepted()
			.details();
		assertThat(details.path("status").stringValue()).isEqualTo("pending");
		assertThat(details.path("purpose").stringValue()).isEqualTo("live");
		assertThat(details.path("started_at").isNull()).isTrue();
		assertThat(details.path("inserted_at").stringValue()).isEqualTo("2026-02-09T10:15:30.123Z");
	}

	@Test
	void registerWhenTheClientChoosesTheIdShouldKeepIt() {
		String body = TestPlatform.registration(",\"id\":\"" + CHOSEN + "\"");
		assertThat(this.platform.post("agent_instance/register", body).accepted().id()).isEqualTo(CHOSEN);
	}

	@Test
	void registerWithoutIdShouldMakeOneInTheAgentsPartition() {
		String body = TestPlatform.registration(",\"agent_id\":\"" + CHOSEN + "\"");
		String id = this.platform.post("agent_instance/register", body).accepted().id();
		assertThat(Pfid.parse(id).partition()).isEqualTo(77);
	}

	@Test
	void registerWhenTheIdIsTakenShouldAnswer409() {
		String body = TestPlatform.registration(",\"id\":\"" + CHOSEN + "\"");
		this.platform.post("agent_instance/register", body).accepted();
		this.platform.post("agent_instance/register", body).isRefused(409, "already_exists");
	}

	@Test
	void registerWithoutAgentShouldGiveAllSuchInstancesOneAgent() {
		String first = this.platform.instance(this.platform.register()).path("agent_id").stringValue();
		assertThat(this.platform.instance(this.platform.register()).path("agent_id").stringValue()).isEqualTo(first);
	}

	@Test
	void registerWithoutIdempotencyKeyShouldBeTaken() {
		String body = TestPlatform.registration("").replace("\"idempotency_key\":\"#\"", "\"purpose\":\"eval\"");
		this.platform.post("agent_instance/register", body).accepted();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "id | \"short\"", "purpose | \"fun\"", "agent_id | 7", "update_current_version | \"yes\"",
					"agent_version | null", "agent_version | {}", "agent_schema_version | []",
					"agent_schema_version | {\"external_identifier\":\"s\",\"span_type_schemas\":[{\"name\":\"x\"}]}" })
	void registerWhenAFieldIsWrongShouldNameIt(String field, String value) {
		String body = "{\"%s\":%s,\"idempotency_key\":\"#\"}".formatted(field, value);
		TestPlatform.Reply reply = this.platform.post("agent_instance/register", body);
		reply.isRefused(422, "validation_error");
		assertThat(reply.json().path("errors").propertyNames()).anyMatch((name) -> name.startsWith(field));
	}

	@Test
	void registerWhenTheDataRiskIsIncompleteShouldNameWhatIsMissing() {
		String body = TestPlatform.registration("")
			.replace("\"params_schema\":{\"type\":\"object\"}}]",
					"\"params_schema\":{},\"data_risk\":{\"action_profile\":{},\"params_data_categories\":{}}}]");
		this.platform.post("agent_instance/register", body)
			.isInvalid("agent_schema_version.span_type_schemas[1].data_risk.result_data_categories");
	}

	@Test
	void registerWhenASchemaIdentifierStandsForAnotherSchemaShouldAnswer422() {
		this.platform.register();
		this.platform
			.post("agent_instance/register",
					TestPlatform.registration("").replace("desk:tool:search", "desk:tool:other"))
			.isInvalid("agent_schema_version.external_identifier");
	}

	@Test
	void registerWhenTheSameSchemaIsWrittenInAnotherOrderShouldBeTaken() {
		this.platform.register();
		String body = TestPlatform.registration("")
			.replace("{\"name\":\"helpful\",\"schema\":{\"type\":\"object\"}}",
					"{\"schema\":{\"type\":\"object\"},\"name\":\"helpful\"}");
		this.platform.post("agent_instance/register", body).accepted();
	}

	@Test
	void startShouldActivateAtTheGivenTime() {
		String run = this.platform.register();
		this.platform
			.post("agent_instance/" + run + "/start",
					"{\"timestamp\":\"2026-02-09T11:00:00.5+00:00\",\"idempotency_key\":\"#\"}")
			.accepted();
		JsonNode instance = this.platform.instance(run);
		assertThat(instance.path("status").stringValue()).isEqualTo("active");
		assertThat(instance.path("started_at").stringValue()).isEqualTo("2026-02-09T11:00:00.500Z");
	}

	@ParameterizedTest
	@ValueSource(strings = { "yesterday", "2026-02-09", "2026-02-09T10:15:30", "1969-12-31T23:59:59Z" })
	void startWhenTheTimeCannotBeReadShouldAnswer422(String time) {
		this.platform
			.post("agent_instance/" + this.platform.register() + "/start",
					"{\"timestamp\":\"%s\",\"idempotency_key\":\"#\"}".formatted(time))
			.isInvalid("timestamp");
	}

	@Test
	void startWhenActiveShouldAnswer409() {
		this.platform.post("agent_instance/" + this.platform.run() + "/start", "{\"idempotency_key\":\"#\"}")
			.isRefused(409, "invalid_action");
	}

	@ParameterizedTest
	@ValueSource(strings = { "start", "finish", "record_quality" })
	void changeWithoutIdempotencyKeyShouldAnswer422(String action) {
		this.platform.post("agent_instance/" + this.platform.run() + "/" + action, "{}").isInvalid("idempotency_key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "start", "finish", "terminate", "record_quality" })
	void changeWhenTheInstanceIsUnknownShouldAnswer404(String action) {
		this.platform.post("agent_instance/" + CHOSEN + "/" + action, "{\"idempotency_key\":\"#\"}")
			.isRefused(404, "not_found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "complete", "failed", "cancelled" })
	void finishShouldSetTheStatus(String status) {
		String run = this.platform.run();
		this.platform.advance(Duration.ofMillis(7));
		this.platform.finishRun(run, status).accepted();
		JsonNode instance = this.platform.instance(run);
		assertThat(instance.path("status").stringValue()).isEqualTo(status);
		assertThat(instance.path("finished_at").stringValue()).isEqualTo("2026-02-09T10:15:30.130Z");
	}

	@Test
	void finishWithoutStatusShouldComplete() {
		String run = this.platform.run();
		this.platform.post("agent_instance/" + run + "/finish", "{\"idempotency_key\":\"#\"}").accepted();
		assertThat(this.platform.instance(run).path("status").stringValue()).isEqualTo("complete");
	}

	@ParameterizedTest
	@ValueSource(strings = { "active", "terminated", "done" })
	void finishWhenTheStatusIsNoEndShouldAnswer422(String status) {
		this.platform.finishRun(this.platform.run(), status).isInvalid("status");
	}

	@Test
	void finishBeforeTheStartShouldAnswer422AndChangeNothing() {
		String run = this.platform.run();
		this.platform
			.post("agent_instance/" + run + "/finish",
					"{\"timestamp\":\"2026-02-09T10:15:30.122Z\",\"idempotency_key\":\"#\"}")
			.isInvalid("timestamp");
		assertThat(this.platform.instance(run).path("status").stringValue()).isEqualTo("active");
	}

	@Test
	void finishWhenPendingShouldAllowCancelOnly() {
		String run = this.platform.register();
		this.platform.finishRun(run, "complete").isRefused(409, "invalid_action");
		this.platform.finishRun(run, "cancelled").accepted();
	}

	@Test
	void finishWhenFinishedShouldAnswer409() {
		String run = this.platform.run();
		this.platform.finishRun(run, "complete").accepted();
		this.platform.finishRun(run, "complete").isRefused(409, "invalid_action");
	}

	@Test
	void finishWhenTerminatedShouldAnswer409() {
		String run = this.platform.run();
		this.platform.terminate(run, "enough").accepted();
		this.platform.finishRun(run, "complete").isRefused(409, "invalid_action");
	}

	@Test
	void terminateShouldKeepTheReason() {
		String run = this.platform.run();
		this.platform.terminate(run, "enough").accepted();
		JsonNode instance = this.platform.instance(run);
		assertThat(instance.path("status").stringValue()).isEqualTo("terminated");
		assertThat(instance.path("termination_reason").stringValue()).isEqualTo("enough");
	}

	@Test
	void terminateWithoutReasonShouldAnswer422() {
		this.platform.post("agent_instance/" + this.platform.run() + "/terminate", "{}").isInvalid("reason");
	}

	@Test
	void terminateWhenFinishedShouldAnswer409() {
		String run = this.platform.run();
		this.platform.finishRun(run, "complete").accepted();
		this.platform.terminate(run, "enough").isRefused(409, "invalid_action");
	}

	@Test
	void recordQualityShouldShowInTheDetail() {
		String run = this.platform.run();
		quality(run, "helpful", "{\"score\":0.90}").accepted();
		assertThat(this.platform.instance(run).path("quality_payload")).hasToString("{\"helpful\":{\"score\":0.9}}");
	}

	@Test
	void recordQualityWithNullShouldRemoveIt() {
		String run = this.platform.run();
		quality(run, "helpful", "{\"score\":1}").accepted();
		quality(run, "helpful", "null").accepted();
		assertThat(this.platform.instance(run).path("quality_payload").isEmpty()).isTrue();
	}

	@Test
	void recordQualityWhenTheNameIsNotDeclaredShouldAnswer422() {
		quality(this.platform.run(), "other", "{}").isInvalid("name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "[]", "\"good\"" })
	void recordQualityWhenThePayloadIsNoObjectShouldAnswer422(String payload) {
		quality(this.platform.run(), "helpful", payload).isInvalid("payload");
	}

	private TestPlatform.Reply quality(String run, String name, String payload) {
		return this.platform.post("agent_instance/" + run + "/record_quality",
				"{\"name\":\"%s\",\"payload\":%s,\"idempotency_key\":\"#\"}".formatted(name, payload));
	}

}
