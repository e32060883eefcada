package ai.prefactor.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import ai.prefactor.api.Acknowledgement;
import ai.prefactor.api.BulkAnswer;
import ai.prefactor.api.BulkClient;
import ai.prefactor.api.BulkRequest;
import ai.prefactor.api.ItemResult;
import ai.prefactor.api.Operation;
import ai.prefactor.http.EncodedBody;
import ai.prefactor.http.PrefactorResponseException;

/**
 * The bulk endpoint of the fake platform: acts on items in their order, up to the first
 * that fails. The platform's scripts run for each item: an answer of the API's that they
 * throw is the item's, anything else the whole request's.
 */
final class FakeBulk implements BulkClient {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final FakePlatform platform;

	private final List<List<Call>> requests = new CopyOnWriteArrayList<>();

	private volatile Consumer<List<Call>> before = (items) -> {
	};

	private volatile Consumer<List<Call>> after = (items) -> {
	};

	private volatile Predicate<Call> stop = (item) -> false;

	private volatile UnaryOperator<Map<String, ItemResult>> answers = UnaryOperator.identity();

	private volatile boolean tellingStatus;

	FakeBulk(FakePlatform platform) {
		this.platform = platform;
	}

	/**
	 * Runs before a request is acted on: what it throws is the answer to all of it.
	 */
	void before(Consumer<List<Call>> script) {
		this.before = script;
	}

	/**
	 * Runs after a request was acted on: what it throws is the answer to all of it.
	 */
	void after(Consumer<List<Call>> script) {
		this.after = script;
	}

	/**
	 * Stops in front of an item, which is left out of the answer like all behind it.
	 */
	void stopBefore(Predicate<Call> stop) {
		this.stop = stop;
	}

	/**
	 * Changes answers.
	 */
	void answer(UnaryOperator<Map<String, ItemResult>> answers) {
		this.answers = answers;
	}

	/**
	 * Has refused items tell the status that their own endpoint had answered with.
	 */
	void tellStatus() {
		this.tellingStatus = true;
	}

	/**
	 * The requests so far.
	 */
	List<List<Call>> requests() {
		return this.requests;
	}

	/**
	 * How many items each request had.
	 */
	List<Integer> sizes() {
		return this.requests.stream().map(List::size).toList();
	}

	@Override
	public BulkAnswer send(EncodedBody<BulkRequest> body) {
		List<Call> items = new ArrayList<>();
		for (JsonNode item : JSON.readTree(new String(body.toByteArray(), StandardCharsets.UTF_8)).path("items")) {
			items.add(read((ObjectNode) item));
		}
		this.requests.add(items);
		this.before.accept(items);
		Map<String, ItemResult> results = new LinkedHashMap<>();
		Set<String> renamed = new HashSet<>();
		for (Call item : items) {
			ItemResult result = this.stop.test(item) ? null : act(item, renamed);
			if (result != null) {
				results.put(item.key(), result);
			}
			if (!(result instanceof ItemResult.Accepted)) {
				break;
			}
		}
		this.after.accept(items);
		return BulkAnswer.of(this.answers.apply(results));
	}

	private ItemResult act(Call item, Set<String> renamed) {
		try {
			Acknowledgement acknowledgement = this.platform.ask(item, renamed);
			if (acknowledgement.id() != null && !acknowledgement.id().equals(item.subject())) {
				renamed.add(item.subject());
			}
			return new ItemResult.Accepted(acknowledgement);
		}
		catch (PrefactorResponseException ex) {
			if (!ex.isJson()) {
				throw ex;
			}
			String code = (ex.code() != null) ? ex.code() : code(ex.status());
			return new ItemResult.Refused(code, ex.apiMessage(), this.tellingStatus ? ex.status() : null);
		}
	}

	private static @Nullable String code(int status) {
		return switch (status) {
			case 401 -> "unauthorized";
			case 404 -> "not_found";
			case 409 -> "conflict";
			case 413 -> "payload_too_large";
			case 429 -> "rate_limited";
			case 500 -> "internal_server_error";
			case 503 -> "service_unavailable";
			default -> "validation_failed";
		};
	}

	private static Call read(ObjectNode item) {
		String type = item.path("_type").stringValue("");
		Operation operation = Arrays.stream(Operation.values())
			.filter((each) -> each.bulkType().equals(type))
			.findAny()
			.orElseThrow();
		item.remove("_type");
		JsonNode target = item.remove((operation == Operation.FINISH_SPAN) ? "agent_span_id" : "agent_instance_id");
		return new Call(operation, (target != null) ? target.stringValue() : null, item.toString(), true);
	}

}
