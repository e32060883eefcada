package ai.prefactor.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.springframework.util.Assert;

import ai.prefactor.http.EncodedBody;

/**
 * The body of a bulk request: {@code {"items":[...]}}.
 *
 * @since 0.1.0
 */
public final class BulkRequest {

	private static final byte[] START = "{\"items\":[".getBytes(StandardCharsets.UTF_8);

	private static final byte[] COMMA = { ',' };

	private static final byte[] END = "]}".getBytes(StandardCharsets.UTF_8);

	private BulkRequest() {
	}

	/**
	 * Puts items into one body, without copying them.
	 * @param items at least one, in their order; keys differ and have 8 to 64 characters
	 * @return the body; the same items make the same bytes
	 */
	public static EncodedBody<BulkRequest> of(List<EncodedRequest> items) {
		Assert.notEmpty(items, "'items' must not be empty");
		List<byte[]> parts = new ArrayList<>(2 * items.size() + 1);
		byte[] before = START;
		for (EncodedRequest item : items) {
			parts.add(before);
			parts.add(item.item());
			before = COMMA;
		}
		parts.add(END);
		return EncodedBody.ofParts(parts);
	}

}
