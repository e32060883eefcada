package ai.prefactor.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which part of a list is asked for, and in which order. What arrived first comes first
 * unless something else is said, and among equals always.
 *
 * @param <T> what is listed
 */
final class ListQuery<T> {

	private static final int DEFAULT_PAGE_SIZE = 100;

	private static final int MAX_PAGE_SIZE = 1000;

	// A page ends early rather than grow beyond this
	private static final int MAX_PAGE_BYTES = 8 * 1024 * 1024;

	private final String field;

	private final boolean descending;

	private final Comparator<T> order;

	private final int offset;

	private final int pageSize;

	private ListQuery(String field, boolean descending, Comparator<T> order, int offset, int pageSize) {
		this.field = field;
		this.descending = descending;
		this.order = order;
		this.offset = offset;
		this.pageSize = pageSize;
	}

	static <T> ListQuery<T> of(Map<String, List<String>> parameters, Map<String, Comparator<T>> orders) {
		if (parameters.containsKey("sorting") || parameters.containsKey("pagination")) {
			throw ApiError.invalid("sorting", "must be given as sorting[field] and sorting[direction], "
					+ "pagination as pagination[offset] and pagination[page_size]");
		}
		String field = first(parameters, "sorting[field]", "inserted_at");
		Comparator<T> order = orders.get(field);
		if (order == null) {
			throw ApiError.invalid("sorting[field]", "must be one of " + orders.keySet().stream().sorted().toList());
		}
		String direction = first(parameters, "sorting[direction]", "asc");
		if (!direction.equals("asc") && !direction.equals("desc")) {
			throw ApiError.invalid("sorting[direction]", "must be asc or desc");
		}
		boolean descending = direction.equals("desc");
		return new ListQuery<>(field, descending, descending ? order.reversed() : order,
				number(parameters, "pagination[offset]", 0, 0, Integer.MAX_VALUE),
				number(parameters, "pagination[page_size]", DEFAULT_PAGE_SIZE, 1, MAX_PAGE_SIZE));
	}

	/**
	 * An order by a field that may be absent, with the absent ones last.
	 */
	static <T, V extends Comparable<? super V>> Comparator<T> by(Function<T, @Nullable V> field) {
		return Comparator.comparing(field, Comparator.nullsLast(Comparator.naturalOrder()));
	}

	static @Nullable String first(Map<String, List<String>> parameters, String name) {
		List<String> values = parameters.getOrDefault(name, List.of());
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * The answer with one page of the list.
	 * @param matching all that matches, in the order of arrival
	 */
	String page(List<T> matching, ToIntFunction<T> size, Function<T, ObjectNode> view) {
		List<T> sorted = new ArrayList<>(matching);
		sorted.sort(this.order);
		ObjectNode answer = JsonFormat.object().put("status", "success");
		ArrayNode summaries = answer.putArray("summaries");
		int next = Math.min(this.offset, sorted.size());
		long bytes = 0;
		while (next < sorted.size() && summaries.size() < this.pageSize && bytes < MAX_PAGE_BYTES) {
			T item = sorted.get(next++);
			bytes += size.applyAsInt(item);
			summaries.add(view.apply(item));
		}
		answer.putObject("pagination")
			.put("item_count", sorted.size())
			.put("offset", this.offset)
			.put("page_size", this.pageSize)
			.put("next_page_offset", (next < sorted.size()) ? (Integer) next : null);
		answer.putObject("sorting").put("field", this.field).put("direction", this.descending ? "desc" : "asc");
		return JsonFormat.write(answer);
	}

	private static String first(Map<String, List<String>> parameters, String name, String absent) {
		String value = first(parameters, name);
		return (value != null) ? value : absent;
	}

	private static int number(Map<String, List<String>> parameters, String name, int absent, int min, int max) {
		String text = first(parameters, name);
		if (text == null) {
			return absent;
		}
		try {
			int number = Integer.parseInt(text);
			if (number >= min && number <= max) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// said below
		}
		throw ApiError.invalid(name, "must be a number from " + min + " to " + max);
	}

}
