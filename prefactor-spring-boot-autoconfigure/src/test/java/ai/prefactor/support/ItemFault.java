package ai.prefactor.support;

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something is wrong with an item of a bulk request: those before it are carried out,
 * those behind it are not. An item that comes by itself is refused in the same way.
 */
public final class ItemFault implements Fault {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Predicate<String> guilty;

	private final @Nullable Answer error;

	private ItemFault(Predicate<String> guilty, @Nullable Answer error) {
		this.guilty = guilty;
		this.error = error;
	}

	/**
	 * Refuses an item.
	 * @param guilty finds it by its text
	 * @param status the status of its answer if it comes by itself
	 * @param code the code of its error
	 */
	public static ItemFault error(Predicate<String> guilty, int status, String code) {
		return new ItemFault(guilty, Answer.error(status, code));
	}

	/**
	 * Leaves an item out, and says nothing about it. By itself it is carried out.
	 * @param guilty finds it by its text
	 */
	public static ItemFault missing(Predicate<String> guilty) {
		return new ItemFault(guilty, null);
	}

	@Override
	public Mono<Void> happen(Passage passage) {
		if (!passage.request().isBulk()) {
			boolean refused = this.error != null && this.guilty.test(passage.request().body());
			return (refused ? Mono.just(this.error) : passage.passOn()).flatMap(passage::answer);
		}
		List<String> items = RawJson.elements(RawJson.fields(passage.request().body()).getOrDefault("items", "[]"));
		for (int i = 0; i < items.size(); i++) {
			if (this.guilty.test(items.get(i))) {
				String key = JSON.readTree(items.get(i)).path("idempotency_key").stringValue("");
				return front(passage, items.subList(0, i)).map((answer) -> refuse(answer, key))
					.flatMap(passage::answer);
			}
		}
		return passage.passOn().flatMap(passage::answer);
	}

	private static Mono<Answer> front(Passage passage, List<String> items) {
		return items.isEmpty() ? Mono.just(Answer.json(200, "{\"status\":\"success\",\"outputs\":{}}"))
				: passage.passOn("{\"items\":[" + String.join(",", items) + "]}");
	}

	private Answer refuse(Answer front, String key) {
		ObjectNode answer = (ObjectNode) JSON.readTree(front.body());
		boolean stopped = front.status() != 200 || answer.path("outputs")
			.valueStream()
			.anyMatch((output) -> !"success".equals(output.path("status").stringValue("")));
		if (this.error == null || stopped) {
			return front;
		}
		((ObjectNode) answer.path("outputs")).set(key, JSON.readTree(this.error.body()));
		return front.withBody(answer.toString());
	}

}
