package ai.prefactor.http;

import java.util.List;

/**
 * The body of a request in its final form, frozen, so that it is repeated byte for byte
 * under its idempotency key. Made of parts, which are put together only where they are
 * sent. Immutable.
 *
 * @param <T> the request that it was made from; the clients take only bodies of their own
 * @since 0.1.0
 */
@SuppressWarnings("UnusedTypeParameter")
public final class EncodedBody<T> {

	private final List<byte[]> parts;

	private final int size;

	private EncodedBody(List<byte[]> parts) {
		this.parts = parts;
		this.size = parts.stream().mapToInt((part) -> part.length).reduce(0, Math::addExact);
	}

	/**
	 * A body that was encoded before.
	 * @param <T> the request that it was made from
	 * @param bytes UTF-8 JSON, copied
	 * @return the body
	 */
	public static <T> EncodedBody<T> of(byte[] bytes) {
		return new EncodedBody<>(List.of(bytes.clone()));
	}

	/**
	 * A body of parts that follow one another. They are not copied: nobody may change
	 * them from now on.
	 * @param <T> the request that it was made from
	 * @param parts UTF-8 JSON in pieces
	 * @return the body
	 */
	public static <T> EncodedBody<T> ofParts(List<byte[]> parts) {
		return new EncodedBody<>(List.copyOf(parts));
	}

	/**
	 * Its size.
	 * @return in bytes
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Its content.
	 * @return a copy
	 */
	public byte[] toByteArray() {
		byte[] bytes = new byte[this.size];
		int at = 0;
		for (byte[] part : this.parts) {
			System.arraycopy(part, 0, bytes, at, part.length);
			at += part.length;
		}
		return bytes;
	}

	List<byte[]> parts() {
		return this.parts;
	}

	/**
	 * Tells the size only: what is in it belongs to the user.
	 */
	@Override
	public String toString() {
		return "EncodedBody[" + this.size + " bytes]";
	}

}
