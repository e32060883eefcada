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

class SpanOperationsTests {

	private static final String CHOSEN = Pfid.of(1, 77, 2, 3).toString();

	@RegisterExtension
	private final TestPlatform platform = new TestPlatform();

	@Test
	void createShouldKeepEveryField() {
		String run = this.platform.run();
		String parent = this.platform.span(run);
		this.platform
			.createSpan(run, "complete",
					"""
							,"id":"%s","parent_span_id":"%s","payload":{"name":"search","inputs":{"n":1.50,"deep":[{"a":null}]}},
							"result_payload":{"result":"Füße \\u2028"},"sensitive_encoding":true,
							"started_at":"2026-02-09T10:15:30.000Z","finished_at":"2026-02-09T10:15:31.000Z"
							"""
						.formatted(CHOSEN, parent))
			.accepted();
		JsonNode span = this.platform.spans(run).get(1);
		assertThat(span.path("id").stringValue()).isEqualTo(CHOSEN);
		assertThat(span.path("type").stringValue()).isEqualTo("agent_span");
		assertThat(span.path("agent_instance_id").stringValue()).isEqualTo(run);
		assertThat(span.path("parent_span_id").stringValue()).isEqualTo(parent);
		assertThat(span.path("status").stringValue()).isEqualTo("complete");
		assertThat(span.path("started_at").stringValue()).isEqualTo("2026-02-09T10:15:30.000Z");
		assertThat(span.path("finished_at").stringValue()).isEqualTo("2026-02-09T10:15:31.000Z");
		assertThat(span.path("sensitive_encoding").booleanValue()).isTrue();
		assertThat(span.path("payload").path("inputs").path("deep").get(0).has("a")).isTrue();
		assertThat(span.path("result_payload").path("result").stringValue()).isEqualTo("Füße \u2028");
	}

	@Test
	void createShouldKeepNumbersAsTheyWereWritten() {
		String run = this.platform.run();
		this.platform.createSpan(run, "active", ",\"payload\":{\"n\":[1.50,12345678901234567890.123]}").accepted();
		assertThat(this.platform.get("agent_spans?agent_instance_id=" + run).text())
			.contains("\"payload\":{\"n\":[1.50,12345678901234567890.123]}");
	}

	@Test
	void createWhenTheTypeIsDeclaredShouldShowItsTitle() {
		String run = this.platform.run();
		this.platform.post("agent_spans", """
				{"details":{"agent_instance_id":"%s","schema_name":"desk:agent:handle","status":"active",
				"idempotency_key":"#"}}""".formatted(run)).accepted();
		JsonNode span = this.platform.spans(run).get(0);
		assertThat(span.path("schema_title").stringValue()).isEqualTo("Handle");
		assertThat(span.path("schema_flagged").booleanValue()).isFalse();
	}

	@Test
	void createWhenTheTypeIsNotDeclaredShouldRecordAndFlagIt() {
		String run = this.platform.run();
		this.platform.post("agent_spans", """
				{"details":{"agent_instance_id":"%s","schema_name":"desk:tool:unknown","status":"active"},
				"idempotency_key":"#"}""".formatted(run)).accepted();
		assertThat(this.platform.spans(run).get(0).path("schema_flagged").booleanValue()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "id | \"short\"", "schema_name | \"\"", "status | \"terminated\"", "status | 1", "payload | []",
					"result_payload | {\"a\":1}", "started_at | \"now\"", "sensitive_encoding | 1",
					"parent_span_id | {}", "finished_at | \"2026-02-09T10:15:30.123Z\"" })
	void createWhenAFieldIsWrongShouldNameIt(String field, String value) {
		String details = "{\"agent_instance_id\":\"%s\",\"schema_name\":\"a:b\",\"status\":\"active\"}"
			.formatted(this.platform.run());
		String wrong = details.replaceFirst(",\"" + field + "\":\"[^\"]*\"", "")
			.replaceFirst("}$", ",\"" + field + "\":" + value + "}");
		this.platform.post("agent_spans", "{\"details\":" + wrong + ",\"idempotency_key\":\"#\"}")
			.isInvalid("details." + field);
	}

	@Test
	void createWithoutDetailsShouldAnswer422() {
		this.platform.post("agent_spans", "{\"idempotency_key\":\"#\"}").isInvalid("details");
	}

	@Test
	void createWhenItEndsBeforeItStartsShouldAnswer422() {
		this.platform
			.createSpan(this.platform.run(), "complete",
					",\"started_at\":\"2026-02-09T10:15:30.002Z\",\"finished_at\":\"2026-02-09T10:15:30.001Z\"")
			.isInvalid("details.finished_at");
	}

	@Test
	void createWhenTheInstanceIsUnknownShouldAnswer404() {
		this.platform.createSpan(CHOSEN, "active", "").isRefused(404, "not_found");
	}

	@Test
	void createWhenTheInstanceWasNotStartedShouldAnswer409() {
		this.platform.createSpan(this.platform.register(), "active", "").isRefused(409, "invalid_action");
	}

	@Test
	void createWhenTheInstanceIsFinishedShouldAnswer409() {
		String run = this.platform.run();
		this.platform.finishRun(run, "complete").accepted();
		this.platform.createSpan(run, "active", "").isRefused(409, "invalid_action");
	}

	@Test
	void createWhenTheIdIsTakenShouldAnswer409() {
		String more = ",\"id\":\"" + CHOSEN + "\"";
		this.platform.createSpan(this.platform.run(), "active", more).accepted();
		this.platform.createSpan(this.platform.run(), "active", more).isRefused(409, "already_exists");
	}

	@Test
	void createWhenTheParentIsUnknownShouldAnswer404() {
		this.platform.createSpan(this.platform.run(), "active", ",\"parent_span_id\":\"" + CHOSEN + "\"")
			.isRefused(404, "not_found");
	}

	@Test
	void createWhenTheParentIsOfAnotherRunShouldAnswer422() {
		String parent = this.platform.span(this.platform.run());
		this.platform.createSpan(this.platform.run(), "active", ",\"parent_span_id\":\"" + parent + "\"")
			.isInvalid("parent_span_id");
	}

	@Test
	void createWhenItIsItsOwnParentShouldAnswer404() {
		this.platform
			.createSpan(this.platform.run(), "active",
					",\"id\":\"%s\",\"parent_span_id\":\"%s\"".formatted(CHOSEN, CHOSEN))
			.isRefused(404, "not_found");
	}

	@Test
	void createWhenTheRunGoesOnShouldCarryNoControl() {
		assertThat(this.platform.createSpan(this.platform.run(), "active", "").json().has("control")).isFalse();
	}

	@Test
	void createWhenTheRunWasTerminatedShouldSaySo() {
		String run = this.platform.run();
		this.platform.terminate(run, "enough").accepted();
		assertThat(this.platform.createSpan(run, "active", "").accepted().json().path("control"))
			.hasToString("{\"terminate\":true,\"reason\":\"enough\"}");
	}

	@Test
	void finishWhenTheRunWasTerminatedShouldSaySo() {
		String run = this.platform.run();
		String span = this.platform.span(run);
		this.platform.terminate(run, "enough").accepted();
		assertThat(this.platform.finishSpan(span, "complete")
			.accepted()
			.json()
			.path("control")
			.path("reason")
			.stringValue()).isEqualTo("enough");
	}

	@Test
	void finishShouldKeepThePayloadAndAddTheResult() {
		String run = this.platform.run();
		String span = this.platform.createSpan(run, "active", ",\"payload\":{\"name\":\"search\"}").accepted().id();
		this.platform.advance(Duration.ofMillis(12));
		this.platform.post("agent_spans/" + span + "/finish", """
				{"status":"failed","result_payload":{"error_type":"PageNotFound"},"idempotency_key":"#"}""").accepted();
		JsonNode finished = this.platform.spans(run).get(0);
		assertThat(finished.path("status").stringValue()).isEqualTo("failed");
		assertThat(finished.path("finished_at").stringValue()).isEqualTo("2026-02-09T10:15:30.135Z");
		assertThat(finished.path("payload")).hasToString("{\"name\":\"search\"}");
		assertThat(finished.path("result_payload")).hasToString("{\"error_type\":\"PageNotFound\"}");
	}

	@Test
	void finishWhenTheRunIsFinishedShouldStillBeTaken() {
		String run = this.platform.run();
		String span = this.platform.span(run);
		this.platform.finishRun(run, "complete").accepted();
		this.platform.finishSpan(span, "complete").accepted();
	}

	@ParameterizedTest
	@ValueSource(strings = { "complete", "failed", "cancelled" })
	void finishWhenFinishedShouldAnswer409(String status) {
		String span = this.platform.createSpan(this.platform.run(), status, "").accepted().id();
		this.platform.finishSpan(span, "complete").isRefused(409, "invalid_action");
	}

	@Test
	void finishWhenPendingShouldAllowCancelOnly() {
		String span = this.platform.createSpan(this.platform.run(), "pending", "").accepted().id();
		this.platform.finishSpan(span, "complete").isRefused(409, "invalid_action");
		this.platform.finishSpan(span, "cancelled").accepted();
	}

	@Test
	void finishWhenTheFieldsAreWrappedShouldAnswer422() {
		this.platform
			.post("agent_spans/" + this.platform.span(this.platform.run()) + "/finish",
					"{\"details\":{\"status\":\"complete\"},\"idempotency_key\":\"#\"}")
			.isInvalid("status");
	}

	@Test
	void finishWhenTheSpanIsUnknownShouldAnswer404() {
		this.platform.finishSpan(CHOSEN, "complete").isRefused(404, "not_found");
	}

	@Test
	void finishBeforeTheStartShouldAnswer422() {
		this.platform
			.post("agent_spans/" + this.platform.span(this.platform.run()) + "/finish",
					"{\"status\":\"complete\",\"timestamp\":\"2026-02-09T10:15:30.122Z\",\"idempotency_key\":\"#\"}")
			.isInvalid("timestamp");
	}

}
