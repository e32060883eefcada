package ai.prefactor.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

import ai.prefactor.http.EncodedBody;

/**
 * A request in its final form, frozen, so that it is repeated byte for byte under its
 * idempotency key, alone or in company. Immutable.
 *
 * @since 0.1.0
 */
public final class EncodedRequest {

	private static final int COMMA = 1;

	// {"_type":"...",
	private static final int TYPE_FIELD = 12;

	private final Operation operation;

	private final String idempotencyKey;

	private final @Nullable String targetId;

	// {"_type":"...","idempotency_key":"...","agent_span_id":"...",<content>}
	private final byte[] item;

	private final int keyEnd;

	private final int contentStart;

	/**
	 * A request.
	 * @param operation what is asked for
	 * @param idempotencyKey its key
	 * @param targetId what is started or finished
	 * @param item its bytes as an item of a bulk request, from now on not to be changed
	 * @param keyEnd where the property with the key ends
	 * @param headEnd where the last property ends that is not part of the endpoint's body
	 */
	EncodedRequest(Operation operation, String idempotencyKey, @Nullable String targetId, byte[] item, int keyEnd,
			int headEnd) {
		this.operation = operation;
		this.idempotencyKey = idempotencyKey;
		this.targetId = targetId;
		this.item = item;
		this.keyEnd = keyEnd;
		this.contentStart = Math.min(headEnd + COMMA, item.length - 1);
	}

	/**
	 * What is asked for.
	 * @return the operation
	 */
	public Operation operation() {
		return this.operation;
	}

	/**
	 * The key that stands for these bytes.
	 * @return 1 to 64 characters
	 */
	public String idempotencyKey() {
		return this.idempotencyKey;
	}

	/**
	 * What is started or finished.
	 * @return the id of a run or a span; {@code null} where something new is made
	 */
	public @Nullable String targetId() {
		return this.targetId;
	}

	/**
	 * What it adds to a bulk request, the comma included.
	 * @return the size in bytes
	 */
	public int size() {
		return this.item.length + COMMA;
	}

	/**
	 * The body for its own endpoint.
	 * @return the same bytes each time
	 */
	public EncodedBody<?> alone() {
		return body();
	}

	<T extends ApiRequest> EncodedBody<T> body() {
		int content = this.item.length - 1 - this.contentStart;
		int keyStart = keyStart(this.operation);
		ByteBuffer body = ByteBuffer.allocate(2 + content + ((content > 0) ? COMMA : 0) + this.keyEnd - keyStart);
		body.put((byte) '{').put(this.item, this.contentStart, content);
		if (content > 0) {
			body.put((byte) ',');
		}
		body.put(this.item, keyStart, this.keyEnd - keyStart).put((byte) '}');
		return EncodedBody.ofParts(List.of(body.array()));
	}

	/**
	 * Whether another request says the same, its key aside.
	 * @param other another request
	 * @return {@code true} if operation, target and content are the same
	 */
	public boolean hasSameContent(EncodedRequest other) {
		return this.operation == other.operation
				&& Arrays.equals(this.item, this.keyEnd, this.item.length, other.item, other.keyEnd, other.item.length);
	}

	/**
	 * The same content under another key.
	 * @param key 1 to 64 characters
	 * @return the other request
	 */
	public EncodedRequest withKey(String key) {
		IdempotencyKeys.check(key);
		byte[] name = "\"idempotency_key\":\"".getBytes(StandardCharsets.UTF_8);
		byte[] value = JsonStringEncoder.getInstance().quoteAsUTF8(key);
		int keyStart = keyStart(this.operation);
		int end = keyStart + name.length + value.length + 1;
		ByteBuffer changed = ByteBuffer.allocate(end + this.item.length - this.keyEnd);
		changed.put(this.item, 0, keyStart).put(name).put(value).put((byte) '"');
		changed.put(this.item, this.keyEnd, this.item.length - this.keyEnd);
		return new EncodedRequest(this.operation, key, this.targetId, changed.array(), end,
				this.contentStart - COMMA + end - this.keyEnd);
	}

	/**
	 * The request as an item of a bulk request.
	 * @return the bytes themselves, not to be changed
	 */
	byte[] item() {
		return this.item;
	}

	private static int keyStart(Operation operation) {
		return TYPE_FIELD + operation.bulkType().length();
	}

	/**
	 * Tells the size only: what is in it belongs to the user.
	 */
	@Override
	public String toString() {
		return "EncodedRequest[" + this.operation + ", " + this.idempotencyKey + ", " + this.item.length + " bytes]";
	}

}
