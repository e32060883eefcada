package ai.prefactor.support;

import java.util.List;
import java.util.Map;

import ai.prefactor.support.ScriptedServer.Request;

/**
 * One operation that came over the wire, by itself or in bulk.
 *
 * @param operation its type, as in bulk
 * @param key its idempotency key
 * @param content what it says, the same in bulk and by itself: the text of each field by
 * its name
 */
public record WireItem(String operation, String key, Map<String, String> content) {

	public static final String REGISTER = "agent_instances/register";

	public static final String START = "agent_instances/start";

	public static final String FINISH = "agent_instances/finish";

	public static final String CREATE_SPAN = "agent_spans/create";

	public static final String FINISH_SPAN = "agent_spans/finish";

	private static final String KEY = "idempotency_key";

	private static final String RUN = "agent_instance_id";

	private static final String SPAN = "agent_span_id";

	/**
	 * The operations of a request.
	 * @param request the request
	 * @return its operations in their order, none if it is not made of them
	 */
	public static List<WireItem> of(Request request) {
		if (!request.method().equals("POST")) {
			return List.of();
		}
		Map<String, String> body = RawJson.fields(request.body());
		String[] path = request.path().substring("/api/v1/".length()).split("/", -1);
		if (request.isBulk()) {
			return RawJson.elements(body.getOrDefault("items", "[]")).stream().map(WireItem::ofBulk).toList();
		}
		if (path.length == 3) {
			body.put(path[0].equals("agent_spans") ? SPAN : RUN, '"' + path[1] + '"');
			return List.of(of(path[0].replaceFirst("e$", "es") + '/' + path[2], body));
		}
		return List.of(of((path.length == 2) ? REGISTER : CREATE_SPAN, body));
	}

	private static WireItem ofBulk(String item) {
		Map<String, String> fields = RawJson.fields(item);
		return of(text(fields.remove("_type")), fields);
	}

	private static WireItem of(String operation, Map<String, String> fields) {
		return new WireItem(operation, text(fields.get(KEY)), fields);
	}

	private static String text(String json) {
		return (json != null) ? json.substring(1, json.length() - 1) : "";
	}

}
