package ai.prefactor.test;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.prefactor.id.Pfid;
import ai.prefactor.payload.Payload;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.span.StartedSpan;

/**
 * A span that was recorded, with its children.
 *
 * @param data its record
 * @param children the spans below it, in the order in which they started
 * @since 0.1.0
 */
public record RecordedSpan(SpanData data, List<RecordedSpan> children) {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	public RecordedSpan {
		children = List.copyOf(children);
	}

	/**
	 * The span's name.
	 * @return the name
	 */
	public String name() {
		return this.data.name();
	}

	/**
	 * How the span ended.
	 * @return the status
	 */
	public SpanStatus status() {
		return this.data.status();
	}

	/**
	 * What went in, as it would be sent.
	 * @return a JSON object
	 */
	public JsonNode inputs() {
		return read(this.data.inputs());
	}

	/**
	 * What came out, as it would be sent.
	 * @return a JSON object
	 */
	public JsonNode outputs() {
		return read(this.data.outputs());
	}

	/**
	 * What else is known, as it would be sent.
	 * @return a JSON object
	 */
	public JsonNode metadata() {
		return read(this.data.metadata());
	}

	/**
	 * The roots of what was recorded, with the other spans below them.
	 */
	static List<RecordedSpan> tree(Map<Pfid, SpanData> spans) {
		return children(spans, (parent) -> parent == null || !spans.containsKey(parent.id()));
	}

	private static List<RecordedSpan> children(Map<Pfid, SpanData> spans, Predicate<@Nullable StartedSpan> parents) {
		return spans.values()
			.stream()
			.filter((span) -> parents.test(span.parent()))
			.sorted(Comparator.comparing(SpanData::startedAt).thenComparing(SpanData::id))
			.map((span) -> new RecordedSpan(span,
					children(spans, (parent) -> parent != null && parent.id().equals(span.id()))))
			.toList();
	}

	void collect(List<RecordedSpan> spans) {
		spans.add(this);
		this.children.forEach((child) -> child.collect(spans));
	}

	void draw(StringBuilder tree, int depth) {
		tree.append("  ".repeat(depth)).append(line()).append('\n');
		this.children.forEach((child) -> child.draw(tree, depth + 1));
	}

	/**
	 * The span without its children, as a tree shows it.
	 */
	String line() {
		return this.data.kind().id() + " " + name() + " " + status().id();
	}

	private static JsonNode read(Payload payload) {
		return MAPPER.readTree(payload.toJson());
	}

	@Override
	public String toString() {
		StringBuilder tree = new StringBuilder();
		draw(tree, 0);
		return tree.toString();
	}

}
