package ai.prefactor.local;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import ai.prefactor.id.PfidGenerator;

/**
 * Which method and path lead to what.
 */
final class Router {

	private static final String INSTANCES = "/api/v1/agent_instance";

	private static final String SPANS = "/api/v1/agent_spans";

	private static final String ID = "{id}";

	private final List<Route> routes = new ArrayList<>();

	private final Operations operations;

	private Router(Operations operations, RecordReader reader) {
		this.operations = operations;
		get("/api/v1/ping", (call) -> "{\"status\":\"success\",\"details\":{}}");
		get(INSTANCES, (call) -> reader.instances(call.parameters()));
		get(INSTANCES + "/{id}", (call) -> reader.instance(call.id()));
		get(SPANS, (call) -> reader.spans(call.parameters()));
		post(INSTANCES + "/register", Operation.REGISTER);
		post(INSTANCES + "/{id}/start", Operation.START);
		post(INSTANCES + "/{id}/finish", Operation.FINISH);
		post(INSTANCES + "/{id}/terminate", Operation.TERMINATE);
		post(INSTANCES + "/{id}/record_quality", Operation.RECORD_QUALITY);
		post(SPANS, Operation.CREATE_SPAN);
		post(SPANS + "/{id}/finish", Operation.FINISH_SPAN);
		BulkProcessor bulk = new BulkProcessor(operations);
		this.routes.add(new Route("POST", segments("/api/v1/bulk"), (call) -> bulk.process(call.body())));
	}

	static Router of(LocalPlatformSettings settings, InstantSource clock, Supplier<? extends RandomGenerator> random) {
		RunStore store = new RunStore(settings.maxRuns(), settings.maxBytes());
		Function<@Nullable String, PfidGenerator> ids = (agentId) -> PfidGenerator.forAgent(agentId, clock, random);
		RunPrinter printer = new RunPrinter();
		Consumer<RunSnapshot> endedRuns = settings.printRuns() ? printer::print : (run) -> {
		};
		Operations operations = new Operations(store, new InstanceOperations(store, clock, ids),
				new SpanOperations(store, clock, ids), endedRuns);
		return new Router(operations, new RecordReader(store));
	}

	/**
	 * Finds what a request leads to.
	 * @throws ApiError if nothing is there, or not with that method
	 */
	Match match(String method, String path) {
		List<String> segments = segments(path);
		boolean known = false;
		for (Route route : this.routes) {
			String id = route.match(segments);
			if (id != null && route.method().equals(method)) {
				return new Match(route.endpoint(), id);
			}
			known |= id != null;
		}
		if (known) {
			throw ApiError.of(405, "method_not_allowed", method + " is not possible on this path.");
		}
		throw ApiError.of(404, "not_found", "There is no such path.");
	}

	private void get(String path, Endpoint endpoint) {
		this.routes.add(new Route("GET", segments(path), endpoint));
	}

	private void post(String path, Operation operation) {
		this.routes.add(new Route("POST", segments(path), (call) -> this.operations.execute(operation, call.id(),
				IdempotencyStore.keyOf(operation, call.body()), call.body())));
	}

	private static List<String> segments(String path) {
		return List.of(path.split("/", -1));
	}

	/**
	 * A request that has found its place.
	 *
	 * @param id the id in the path, empty if there is none
	 * @param body empty for a GET
	 */
	record Call(String id, Map<String, List<String>> parameters, ObjectNode body) {
	}

	/**
	 * Answers a request with JSON.
	 */
	@FunctionalInterface
	interface Endpoint {

		String answer(Call call);

	}

	record Match(Endpoint endpoint, String id) {
	}

	private record Route(String method, List<String> segments, Endpoint endpoint) {

		/**
		 * The id in the path, empty if the path has none, {@code null} if it is another
		 * path.
		 */
		@Nullable String match(List<String> path) {
			if (path.size() != this.segments.size()) {
				return null;
			}
			String id = "";
			for (int i = 0; i < path.size(); i++) {
				if (this.segments.get(i).equals(ID) && !path.get(i).isEmpty()) {
					id = path.get(i);
				}
				else if (!this.segments.get(i).equals(path.get(i))) {
					return null;
				}
			}
			return id;
		}

	}

}
