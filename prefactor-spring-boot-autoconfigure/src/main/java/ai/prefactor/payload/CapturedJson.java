package ai.prefactor.payload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import tools.jackson.core.SerializableString;

/**
 * A value that was serialised when it was captured. It is handed to a generator as it is,
 * so its bytes are copied and never looked at again.
 */
final class CapturedJson implements SerializableString {

	static final String MARKER_START = "{\"$unserialized\":";

	private static final byte[] MARKER = MARKER_START.getBytes(StandardCharsets.UTF_8);

	private static final byte[] NULL = { 'n', 'u', 'l', 'l' };

	private final byte[] bytes;

	CapturedJson(byte[] bytes) {
		this.bytes = bytes;
	}

	int size() {
		return this.bytes.length;
	}

	boolean isNull() {
		return Arrays.equals(this.bytes, NULL);
	}

	/**
	 * Whether this is an object of the caller's, and no marker that stands for one.
	 */
	boolean isObject() {
		boolean marker = this.bytes.length >= MARKER.length
				&& Arrays.equals(this.bytes, 0, MARKER.length, MARKER, 0, MARKER.length);
		return !marker && this.bytes.length > 0 && this.bytes[0] == '{';
	}

	@Override
	public String getValue() {
		return new String(this.bytes, StandardCharsets.UTF_8);
	}

	@Override
	public int charLength() {
		return getValue().length();
	}

	@Override
	public byte[] asUnquotedUTF8() {
		return this.bytes;
	}

	@Override
	public int appendUnquotedUTF8(byte[] buffer, int offset) {
		if (this.bytes.length > buffer.length - offset) {
			return -1;
		}
		System.arraycopy(this.bytes, 0, buffer, offset, this.bytes.length);
		return this.bytes.length;
	}

	@Override
	public int appendUnquoted(char[] buffer, int offset) {
		String value = getValue();
		if (value.length() > buffer.length - offset) {
			return -1;
		}
		value.getChars(0, value.length(), buffer, offset);
		return value.length();
	}

	@Override
	public int writeUnquotedUTF8(OutputStream out) throws IOException {
		out.write(this.bytes);
		return this.bytes.length;
	}

	@Override
	public int putUnquotedUTF8(ByteBuffer buffer) {
		if (this.bytes.length > buffer.remaining()) {
			return -1;
		}
		buffer.put(this.bytes);
		return this.bytes.length;
	}

	@Override
	public char[] asQuotedChars() {
		throw neverQuoted();
	}

	@Override
	public byte[] asQuotedUTF8() {
		throw neverQuoted();
	}

	@Override
	public int appendQuotedUTF8(byte[] buffer, int offset) {
		throw neverQuoted();
	}

	@Override
	public int appendQuoted(char[] buffer, int offset) {
		throw neverQuoted();
	}

	@Override
	public int writeQuotedUTF8(OutputStream out) {
		throw neverQuoted();
	}

	@Override
	public int putQuotedUTF8(ByteBuffer buffer) {
		throw neverQuoted();
	}

	@Override
	public String toString() {
		return getValue();
	}

	private static UnsupportedOperationException neverQuoted() {
		return new UnsupportedOperationException("This is JSON and not the content of a string");
	}

}
