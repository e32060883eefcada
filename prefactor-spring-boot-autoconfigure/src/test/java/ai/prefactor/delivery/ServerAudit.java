package ai.prefactor.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.prefactor.support.ScriptedServer;
import ai.prefactor.support.WireItem;
import ai.prefactor.support.WireLog;
import ai.prefactor.transport.DropReason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server's side of what was delivered, held against the client's.
 */
final class ServerAudit {

	private static final Set<String> ENDS = Set.of("complete", "failed", "cancelled");

	private final ScriptedServer server;

	private final DeliveryLedger ledger;

	// By our ids, which stand in payloads whatever ids the server gives
	private final Map<String, JsonNode> spans = new HashMap<>();

	private final List<JsonNode> runs;

	private ServerAudit(ScriptedServer server, DeliveryLedger ledger) {
		this.server = server;
		this.ledger = ledger;
		this.runs = server.runs();
		for (JsonNode run : this.runs) {
			readSpans(run.path("id").stringValue(""));
		}
	}

	/**
	 * Checks what must hold whenever it is looked at.
	 */
	static void check(ScriptedServer server, DeliveryLedger ledger) {
		ServerAudit audit = new ServerAudit(server, ledger);
		assertThat(server.log().changed()).as("keys that came with another content").isEmpty();
		audit.checkOrder(false);
		audit.checkOutcomes();
	}

	/**
	 * Checks what must hold when all has been delivered that could be.
	 */
	static void checkWhole(ScriptedServer server, DeliveryLedger ledger) {
		check(server, ledger);
		ServerAudit audit = new ServerAudit(server, ledger);
		audit.checkOrder(true);
		assertThat(audit.runs).allSatisfy((run) -> assertThat(text(run, "status")).isIn(ENDS))
			.hasSameSizeAs(ledger.deliveredRuns());
		assertThat(audit.spans.values()).allSatisfy((span) -> assertThat(text(span, "status")).isIn(ENDS));
	}

	private void readSpans(String runId) {
		Set<String> earlier = new HashSet<>();
		for (JsonNode span : this.server.spans(runId)) {
			String id = text(span.path("payload"), "span_id");
			assertThat(this.spans.put(id, span)).as("span " + id + " is there twice").isNull();
			earlier.add(text(span, "id"));
			if (!span.path("parent_span_id").isNull()) {
				assertThat(earlier).as("ids before " + id).contains(text(span, "parent_span_id"));
			}
		}
	}

	private void checkOrder(boolean whole) {
		Map<String, List<String>> operations = new HashMap<>();
		Set<String> created = new HashSet<>();
		for (WireLog.Done done : this.server.log().done()) {
			operations.computeIfAbsent(done.runId(), (id) -> new ArrayList<>()).add(done.item().operation());
			String spanId = text(done.details(), "id");
			switch (done.item().operation()) {
				case WireItem.CREATE_SPAN -> assertThat(created.add(spanId)).as("created twice: " + spanId).isTrue();
				case WireItem.FINISH_SPAN -> assertThat(created).as("spans before their finish").contains(spanId);
				default -> {
				}
			}
		}
		operations.forEach((run, its) -> checkOrder(run, its, whole));
	}

	private static void checkOrder(String run, List<String> operations, boolean whole) {
		assertThat(operations).as("operations of " + run).startsWith(WireItem.REGISTER);
		for (String once : List.of(WireItem.REGISTER, WireItem.START, WireItem.FINISH)) {
			assertThat(operations).as("operations of " + run).filteredOn(once::equals).hasSizeLessThanOrEqualTo(1);
		}
		if (operations.size() > 1) {
			assertThat(operations.get(1)).as("second of " + operations).isEqualTo(WireItem.START);
		}
		if (whole || operations.contains(WireItem.FINISH)) {
			assertThat(operations).as("operations of " + run).endsWith(WireItem.FINISH);
		}
	}

	private void checkOutcomes() {
		Set<String> unexplained = new HashSet<>(this.spans.keySet());
		for (RecordedSpan span : this.ledger.recorded()) {
			unexplained.remove(span.id());
			check(span, this.spans.get(span.id()), this.ledger.outcome(span));
		}
		assertThat(unexplained).as("spans that nobody recorded").isEmpty();
	}

	private void check(RecordedSpan span, @Nullable JsonNode atServer, String outcome) {
		String description = outcome + ": " + span;
		if (outcome.equals(DeliveryLedger.DELIVERED)) {
			assertThat(atServer).as(description).isNotNull();
			assertThat(text(atServer, "status")).as(description).isIn(ENDS);
			checkPayload(span, atServer);
		}
		else if (outcome.equals(DropReason.SHUTDOWN.id())) {
			// An ancestor of what was sent is there, but not its end
			assertThat((atServer != null) ? text(atServer, "status") : "absent").as(description)
				.isIn("absent", "active");
		}
		else if (!outcome.equals(DeliveryLedger.UNKNOWN)) {
			assertThat(atServer).as(description).isNull();
		}
		if (atServer != null) {
			JsonNode parent = this.spans.get(nearestPresent(span));
			assertThat(text(atServer, "parent_span_id")).as("parent of " + description)
				.isEqualTo((parent != null) ? text(parent, "id") : "");
		}
	}

	private void checkPayload(RecordedSpan span, JsonNode atServer) {
		JsonNode payload = atServer.path("payload");
		assertThat(text(payload, "trace_id")).isEqualTo(span.runId());
		assertThat(text(payload, "name")).isEqualTo(span.name());
		String text = text(payload.path("inputs"), "text");
		String result = text(atServer.path("result_payload"), "result");
		if (this.ledger.isWithoutPayload(span) || (span.isLarge() && text.isEmpty())) {
			assertThat(text).isIn("", span.text());
			assertThat(result).isIn("", span.output());
			return;
		}
		assertThat(text).isEqualTo(span.text());
		if (text(atServer, "status").equals("complete")) {
			assertThat(result).isEqualTo(span.output());
		}
	}

	private String nearestPresent(RecordedSpan span) {
		String ancestor = span.parentId();
		while (ancestor != null && !this.spans.containsKey(ancestor)) {
			ancestor = this.ledger.recorded(ancestor).parentId();
		}
		return (ancestor != null) ? ancestor : "";
	}

	private static String text(JsonNode node, String field) {
		return node.path(field).stringValue("");
	}

}
