package ai.prefactor.http;

/**
 * The body of a request in its final form, frozen, so that it is repeated byte for byte
 * under its idempotency key. Immutable.
 *
 * @param <T> the record that it was made from; the clients take only bodies of their own
 * @since 0.1.0
 */
@SuppressWarnings("UnusedTypeParameter")
public final class EncodedBody<T> {

	private final byte[] bytes;

	EncodedBody(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * A body that was encoded before.
	 * @param <T> the record that it was made from
	 * @param bytes UTF-8 JSON, copied
	 * @return the body
	 */
	public static <T> EncodedBody<T> of(byte[] bytes) {
		return new EncodedBody<>(bytes.clone());
	}

	/**
	 * Its size.
	 * @return in bytes
	 */
	public int size() {
		return this.bytes.length;
	}

	/**
	 * Its content.
	 * @return a copy
	 */
	public byte[] toByteArray() {
		return this.bytes.clone();
	}

	byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Tells the size only: what is in it belongs to the user.
	 */
	@Override
	public String toString() {
		return "EncodedBody[" + this.bytes.length + " bytes]";
	}

}
