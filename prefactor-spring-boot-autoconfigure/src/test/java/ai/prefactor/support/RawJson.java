package ai.prefactor.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes valid JSON apart by one level, and leaves what it finds as it was written.
 */
final class RawJson {

	private RawJson() {
	}

	/**
	 * The fields of an object.
	 * @param object JSON text whose names hold nothing that is escaped
	 * @return the text of each value by its name
	 */
	static Map<String, String> fields(String object) {
		Map<String, String> fields = new TreeMap<>();
		for (String field : elements(object)) {
			int nameEnd = field.indexOf('"', 1);
			fields.put(field.substring(1, nameEnd), field.substring(field.indexOf(':', nameEnd) + 1).strip());
		}
		return fields;
	}

	/**
	 * The elements of an array.
	 * @param array JSON text
	 * @return the text of each
	 */
	static List<String> elements(String array) {
		List<String> elements = new ArrayList<>();
		int depth = 0;
		boolean quoted = false;
		int from = 0;
		for (int i = 0; i < array.length(); i++) {
			char character = array.charAt(i);
			if (quoted) {
				quoted = character != '"';
				i += (character == '\\') ? 1 : 0;
				continue;
			}
			quoted = character == '"';
			boolean opens = character == '{' || character == '[';
			boolean closes = character == '}' || character == ']';
			depth += opens ? 1 : 0;
			if (depth == 1 && (opens || closes || character == ',')) {
				add(elements, array.substring(from, i));
				from = i + 1;
			}
			depth -= closes ? 1 : 0;
		}
		return elements;
	}

	private static void add(List<String> elements, String element) {
		if (!element.isBlank()) {
			elements.add(element.strip());
		}
	}

}
