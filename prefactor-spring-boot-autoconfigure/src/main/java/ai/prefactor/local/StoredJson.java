package ai.prefactor.local;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * A JSON value in its written form, which is a tenth of the tree's size. Immutable.
 */
final class StoredJson {

	private final byte[] text;

	private StoredJson(byte[] text) {
		this.text = text;
	}

	static @Nullable StoredJson of(@Nullable JsonNode node) {
		return (node != null) ? new StoredJson(JsonFormat.write(node).getBytes(StandardCharsets.UTF_8)) : null;
	}

	static int sizeOf(@Nullable StoredJson json) {
		return (json != null) ? json.text.length : 0;
	}

	static void put(ObjectNode target, String name, @Nullable StoredJson json) {
		if (json != null) {
			target.putRawValue(name, new RawValue(new String(json.text, StandardCharsets.UTF_8)));
		}
		else {
			target.putNull(name);
		}
	}

}
