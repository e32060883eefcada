package ai.prefactor.sample.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import ai.prefactor.support.ScriptedServer;
import ai.prefactor.support.ScriptedServer.Request;
import ai.prefactor.support.WireItem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What arrived at a server: the runs that it has, and the requests that brought them.
 */
final class Deliveries {

	/**
	 * How long a test waits for what must come.
	 */
	static final Duration PATIENCE = Duration.ofMinutes(2);

	private final ScriptedServer server;

	Deliveries(ScriptedServer server) {
		this.server = server;
	}

	/**
	 * Waits until the server has so many runs and all of them have ended.
	 */
	void awaitRuns(int count) {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.server.runs()).hasSize(count).allMatch(this::hasEnded));
	}

	/**
	 * The spans of every run.
	 */
	Map<String, List<JsonNode>> spans() {
		return this.server.runs()
			.stream()
			.map((run) -> text(run, "id"))
			.collect(Collectors.toMap((id) -> id, this.server::spans));
	}

	/**
	 * Every run is complete and has each span that an answer takes, one of them failed.
	 */
	void assertWhole() {
		assertThat(this.server.runs()).allSatisfy((run) -> {
			assertThat(text(run, "status")).isEqualTo("complete");
			assertThat(run.path("finished_at").isString()).isTrue();
		});
		spans().forEach(this::assertWhole);
	}

	/**
	 * The operations of every run came in the order in which they must, under keys of
	 * their own, and none came again with another content.
	 */
	void assertInOrder() {
		assertThat(this.server.log().changed()).isEmpty();
		List<Operation> first = new ArrayList<>(firstOfEachKey().values());
		assertThat(first).extracting(Operation::subject).doesNotHaveDuplicates();
		byRun(first).forEach(this::assertInOrder);
	}

	/**
	 * How many requests came again, byte for byte.
	 */
	int repetitions() {
		return posts().size() - Set.copyOf(posts()).size();
	}

	private void assertWhole(String runId, List<JsonNode> spans) {
		JsonNode root = spans.get(0);
		assertThat(root.path("parent_span_id").isNull()).as("root of " + runId).isTrue();
		assertThat(spans).extracting((span) -> text(span, "id")).doesNotHaveDuplicates();
		assertThat(spans.subList(1, spans.size())).extracting((span) -> text(span, "parent_span_id"))
			.containsOnly(text(root, "id"));
		List<String> expected = new ArrayList<>(List.of("answer complete", "plan complete", "readPage failed",
				"searchPages complete", "composeAnswer complete"));
		spans.stream()
			.filter((span) -> name(span).equals("searchPages"))
			.flatMap((span) -> span.path("result_payload").path("result").valueStream())
			.forEach((link) -> expected.add("readSection complete"));
		assertThat(spans).as("spans of " + runId)
			.extracting((span) -> name(span) + " " + text(span, "status"))
			.containsExactlyInAnyOrderElementsOf(expected);
	}

	private void assertInOrder(String runId, List<Operation> operations) {
		Operation register = operations.get(0);
		assertThat(register.type()).isEqualTo(WireItem.REGISTER);
		assertThat(operations.get(1).subject()).isEqualTo(WireItem.START + " " + runId);
		assertThat(operations.get(operations.size() - 1).subject()).isEqualTo(WireItem.FINISH + " " + runId);
		Set<String> declared = register.body()
			.path("agent_schema_version")
			.path("span_type_schemas")
			.valueStream()
			.map((type) -> text(type, "name"))
			.collect(Collectors.toSet());
		Set<String> created = new HashSet<>();
		for (Operation operation : operations.subList(2, operations.size() - 1)) {
			JsonNode details = operation.body().path("details");
			if (operation.type().equals(WireItem.CREATE_SPAN)) {
				assertThat(declared).contains(text(details, "schema_name"));
				assertThat(details.path("parent_span_id").isNull() || created.contains(text(details, "parent_span_id")))
					.as("parent first: " + operation)
					.isTrue();
				created.add(text(details, "id"));
			}
			else {
				assertThat(created).as("created before it is finished").contains(operation.target());
			}
		}
	}

	private Map<String, Operation> firstOfEachKey() {
		Map<String, Operation> first = new LinkedHashMap<>();
		for (Request request : posts()) {
			assertThat(request.authorization()).isEqualTo("Bearer " + SampleProcess.TOKEN);
			for (Operation operation : Operation.of(request)) {
				assertThat(operation.key()).as("key of " + operation).hasSizeBetween(8, 64);
				first.putIfAbsent(operation.key(), operation);
			}
		}
		return first;
	}

	private List<Request> posts() {
		return this.server.requests().stream().filter((request) -> request.method().equals("POST")).toList();
	}

	private Map<String, List<Operation>> byRun(List<Operation> operations) {
		Map<String, String> runs = new HashMap<>();
		Map<String, List<Operation>> byRun = new LinkedHashMap<>();
		for (Operation operation : operations) {
			byRun.computeIfAbsent(runId(operation, runs), (id) -> new ArrayList<>()).add(operation);
		}
		return byRun;
	}

	private static String runId(Operation operation, Map<String, String> runOfSpan) {
		if (operation.type().equals(WireItem.CREATE_SPAN)) {
			JsonNode details = operation.body().path("details");
			runOfSpan.put(operation.target(), text(details, "agent_instance_id"));
		}
		return operation.type().startsWith("agent_spans/") ? runOfSpan.get(operation.target()) : operation.target();
	}

	private boolean hasEnded(JsonNode run) {
		return !Set.of("pending", "active").contains(text(run, "status"));
	}

	private static String name(JsonNode span) {
		return text(span.path("payload"), "name");
	}

	private static String text(JsonNode node, String field) {
		return node.path(field).stringValue("");
	}

	/**
	 * What was asked for, in bulk or by itself.
	 *
	 * @param type what is done
	 * @param key its idempotency key
	 * @param target the run or span that it is done to, or that it makes
	 * @param body what it says
	 */
	private record Operation(String type, String key, String target, JsonNode body) {

		static List<Operation> of(Request request) {
			if (request.isBulk()) {
				return request.json().path("items").valueStream().map((item) -> of(text(item, "_type"), item)).toList();
			}
			return WireItem.of(request).stream().map((item) -> of(item.operation(), request.json())).toList();
		}

		private static Operation of(String type, JsonNode body) {
			String target = switch (type) {
				case WireItem.REGISTER -> text(body, "id");
				case WireItem.CREATE_SPAN -> text(body.path("details"), "id");
				case WireItem.FINISH_SPAN -> text(body, "agent_span_id");
				default -> text(body, "agent_instance_id");
			};
			return new Operation(type, text(body, "idempotency_key"), target, body);
		}

		String subject() {
			return this.type + " " + this.target;
		}

	}

}
