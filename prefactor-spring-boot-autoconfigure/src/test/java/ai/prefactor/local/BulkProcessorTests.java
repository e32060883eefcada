package ai.prefactor.local;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import ai.prefactor.id.Pfid;

import static org.assertj.core.api.Assertions.assertThat;

class BulkProcessorTests {

	private static final String RUN = Pfid.of(1, 77, 2, 3).toString();

	private static final String SPAN = Pfid.of(1, 77, 2, 4).toString();

	@RegisterExtension
	private final TestPlatform platform = new TestPlatform();

	@Test
	void processShouldCarryAWholeRun() {
		JsonNode outputs = bulk(register("bulk-001"), item("agent_instances/start", "bulk-002", run()),
				item("agent_spans/create", "bulk-003", "\"details\":{" + span() + "}"),
				item("agent_spans/finish", "bulk-004", "\"agent_span_id\":\"" + SPAN + "\",\"status\":\"complete\""),
				item("agent_instances/record_quality", "bulk-005", run() + ",\"name\":\"helpful\",\"payload\":{}"),
				item("agent_instances/finish", "bulk-006", run() + ",\"status\":\"complete\""));
		assertThat(outputs.propertyNames()).containsExactly("bulk-001", "bulk-002", "bulk-003", "bulk-004", "bulk-005",
				"bulk-006");
		assertThat(outputs.values()).allMatch((output) -> output.path("status").stringValue().equals("success"));
		assertThat(this.platform.instance(RUN).path("status").stringValue()).isEqualTo("complete");
		assertThat(this.platform.spans(RUN).get(0).path("status").stringValue()).isEqualTo("complete");
	}

	@Test
	void processWhenAnItemFailsShouldStopThere() {
		JsonNode outputs = bulk(register("bulk-001"), item("agent_spans/create", "bulk-002", span()),
				item("agent_instances/start", "bulk-003", run()));
		assertThat(outputs.propertyNames()).containsExactly("bulk-001", "bulk-002");
		assertThat(outputs.path("bulk-001").path("details").path("id").stringValue()).isEqualTo(RUN);
		assertThat(outputs.path("bulk-002").path("status").stringValue()).isEqualTo("error");
		assertThat(outputs.path("bulk-002").path("code").stringValue()).isEqualTo("invalid_action");
		assertThat(this.platform.instance(RUN).path("status").stringValue()).isEqualTo("pending");
	}

	@Test
	void processWhenRepeatedAfterAFailureShouldGoOnWhereItStopped() {
		String[] items = { register("bulk-001"), item("agent_instances/start", "bulk-002", run()),
				item("agent_spans/create", "bulk-003", span()) };
		bulk(items[0]);
		JsonNode outputs = bulk(items);
		assertThat(outputs.values()).hasSize(3)
			.allMatch((output) -> output.path("status").stringValue().equals("success"));
		assertThat(this.platform.spans(RUN)).hasSize(1);
	}

	@Test
	void processWhenASpansFieldsStandFlatShouldTakeThem() {
		bulk(register("bulk-001"), item("agent_instances/start", "bulk-002", run()),
				item("agent_spans/create", "bulk-003", span()));
		assertThat(this.platform.spans(RUN)).singleElement()
			.satisfies((span) -> assertThat(span.path("id").stringValue()).isEqualTo(SPAN));
	}

	@Test
	void processWhenTheRunWasTerminatedShouldSaySoInTheItem() {
		String run = this.platform.run();
		this.platform.terminate(run, "enough").accepted();
		JsonNode outputs = bulk(item("agent_spans/create", "bulk-001",
				"\"agent_instance_id\":\"%s\",\"schema_name\":\"a:b\",\"status\":\"active\"".formatted(run)));
		assertThat(outputs.path("bulk-001").path("control").path("reason").stringValue()).isEqualTo("enough");
	}

	@Test
	void processWhenAFinishIsWrappedShouldRefuseTheItem() {
		String span = this.platform.span(this.platform.run());
		JsonNode outputs = bulk(item("agent_spans/finish", "bulk-001",
				"\"agent_span_id\":\"" + span + "\",\"details\":{\"status\":\"complete\"}"));
		assertThat(outputs.path("bulk-001").path("errors").propertyNames()).containsExactly("status");
	}

	@ParameterizedTest
	@ValueSource(strings = { "agent_instances/terminate", "agent_spans/delete", "x" })
	void processWhenTheTypeIsUnknownShouldRefuseTheItem(String type) {
		JsonNode outputs = bulk(item(type, "bulk-001", run()));
		assertThat(outputs.path("bulk-001").path("code").stringValue()).isEqualTo("unknown_type");
	}

	@Test
	void processWhenTheTargetIsMissingShouldRefuseTheItem() {
		JsonNode outputs = bulk(item("agent_instances/start", "bulk-001", "\"timestamp\":null"));
		assertThat(outputs.path("bulk-001").path("errors").propertyNames()).containsExactly("agent_instance_id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"items\":[]}", "{\"items\":{}}", "{\"items\":[1]}" })
	void processWhenThereAreNoItemsShouldAnswer422(String body) {
		this.platform.post("bulk", body).isInvalid("items");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1234567", "" })
	void processWhenAKeyIsTooShortShouldAnswer422(String key) {
		this.platform.post("bulk", items(List.of(item("agent_instances/start", key, run()))))
			.isInvalid("idempotency_key");
	}

	@Test
	void processWhenAKeyIsUsedTwiceShouldAnswer422AndProcessNothing() {
		this.platform
			.post("bulk", items(List.of(register("bulk-001"), item("agent_instances/start", "bulk-001", run()))))
			.isInvalid("idempotency_key");
		assertThat(this.platform.get("agent_instance").list()).isEmpty();
	}

	@Test
	void processShouldTakeAThousandItems() {
		List<String> items = new ArrayList<>(
				List.of(register("bulk-reg"), item("agent_instances/start", "bulk-sta", run())));
		for (int i = 0; i < 1000; i++) {
			items.add(item("agent_spans/create", "bulk-%03d".formatted(i), "\"details\":{\"agent_instance_id\":\"" + RUN
					+ "\",\"schema_name\":\"a:b\",\"status\":\"complete\"}"));
		}
		assertThat(this.platform.post("bulk", items(items)).accepted().json().path("outputs").size()).isEqualTo(1002);
	}

	private JsonNode bulk(String... items) {
		return this.platform.post("bulk", items(List.of(items))).accepted().json().path("outputs");
	}

	private static String items(List<String> items) {
		return "{\"items\":[" + String.join(",", items) + "]}";
	}

	private static String register(String key) {
		return TestPlatform.registration(",\"_type\":\"agent_instances/register\",\"id\":\"" + RUN + "\"")
			.replace("#", key);
	}

	private static String item(String type, String key, String fields) {
		return "{\"_type\":\"%s\",\"idempotency_key\":\"%s\",%s}".formatted(type, key, fields);
	}

	private static String run() {
		return "\"agent_instance_id\":\"" + RUN + "\"";
	}

	private static String span() {
		return run() + ",\"id\":\"" + SPAN + "\",\"schema_name\":\"desk:tool:search\",\"status\":\"active\"";
	}

}
