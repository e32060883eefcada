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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What arrived at a server: the runs that it has, and the requests that brought them.
 */
final class Deliveries {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

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
	 * The requests of every run came in the order in which they must, under keys of their
	 * own, and repeated nothing but what was sent before, byte for byte.
	 */
	void assertInOrder() {
		List<Request> first = new ArrayList<>(firstOfEachKey().values());
		assertThat(first).extracting(Deliveries::subject).doesNotHaveDuplicates();
		byRun(first).forEach(this::assertInOrder);
	}

	/**
	 * How many requests came again.
	 */
	int repetitions() {
		return posts().size() - firstOfEachKey().size();
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

	private void assertInOrder(String runId, List<Request> requests) {
		Request register = requests.get(0);
		assertThat(register.path()).endsWith("/register");
		assertThat(requests.get(1).path()).endsWith("/agent_instance/" + runId + "/start");
		assertThat(requests.get(requests.size() - 1).path()).endsWith("/agent_instance/" + runId + "/finish");
		Set<String> declared = register.json()
			.path("agent_schema_version")
			.path("span_type_schemas")
			.valueStream()
			.map((type) -> text(type, "name"))
			.collect(Collectors.toSet());
		Set<String> created = new HashSet<>();
		for (Request request : requests.subList(2, requests.size() - 1)) {
			if (isCreate(request)) {
				JsonNode details = request.json().path("details");
				assertThat(declared).contains(text(details, "schema_name"));
				assertThat(details.path("parent_span_id").isNull() || created.contains(text(details, "parent_span_id")))
					.as("parent first: " + request)
					.isTrue();
				created.add(text(details, "id"));
			}
			else {
				assertThat(created).as("created before it is finished").contains(segment(request, 4));
			}
		}
	}

	private Map<String, Request> firstOfEachKey() {
		Map<String, Request> first = new LinkedHashMap<>();
		for (Request request : posts()) {
			assertThat(request.authorization()).isEqualTo("Bearer " + SampleProcess.TOKEN);
			assertThat(request.idempotencyKey()).as("key of " + request).hasSizeBetween(1, 64);
			Request earlier = first.putIfAbsent(request.idempotencyKey(), request);
			assertThat(request).isEqualTo((earlier != null) ? earlier : request);
		}
		return first;
	}

	private List<Request> posts() {
		return this.server.requests().stream().filter((request) -> request.method().equals("POST")).toList();
	}

	private Map<String, List<Request>> byRun(List<Request> requests) {
		Map<String, String> runs = new HashMap<>();
		Map<String, List<Request>> byRun = new LinkedHashMap<>();
		for (Request request : requests) {
			byRun.computeIfAbsent(runId(request, runs), (id) -> new ArrayList<>()).add(request);
		}
		return byRun;
	}

	private static String runId(Request request, Map<String, String> runOfSpan) {
		if (isCreate(request)) {
			JsonNode details = request.json().path("details");
			runOfSpan.put(text(details, "id"), text(details, "agent_instance_id"));
			return text(details, "agent_instance_id");
		}
		if (request.path().endsWith("/register")) {
			return text(request.json(), "id");
		}
		String id = segment(request, 4);
		return request.path().contains("/agent_spans/") ? runOfSpan.get(id) : id;
	}

	/**
	 * What a request is about: an operation on a run or on a span.
	 */
	private static String subject(Request request) {
		if (isCreate(request)) {
			return "create " + text(request.json().path("details"), "id");
		}
		return request.path().endsWith("/register") ? "register " + text(request.json(), "id") : request.path();
	}

	private static boolean isCreate(Request request) {
		return request.path().endsWith("/agent_spans");
	}

	private boolean hasEnded(JsonNode run) {
		return !Set.of("pending", "active").contains(text(run, "status"));
	}

	private static String name(JsonNode span) {
		return text(span.path("payload"), "name");
	}

	private static String segment(Request request, int index) {
		return request.path().split("/", -1)[index];
	}

	private static String text(JsonNode node, String field) {
		return node.path(field).stringValue("");
	}

}
