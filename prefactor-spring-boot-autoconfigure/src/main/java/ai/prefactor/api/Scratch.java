package ai.prefactor.api;

import java.io.OutputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Bytes that are written over and over again. Not thread-safe.
 */
final class Scratch extends OutputStream {

	private static final int FIRST_CAPACITY = 8 * 1024;

	// What a rare giant needed is not kept
	private static final int MAX_KEPT = 512 * 1024;

	private byte[] bytes = new byte[FIRST_CAPACITY];

	private int size;

	private @Nullable Object lastValue;

	private int lastStart;

	private int lastEnd;

	void reset() {
		this.size = 0;
		this.lastValue = null;
		if (this.bytes.length > MAX_KEPT) {
			this.bytes = new byte[FIRST_CAPACITY];
		}
	}

	byte[] take() {
		this.lastValue = null;
		return Arrays.copyOf(this.bytes, this.size);
	}

	/**
	 * Writes the value of a property, or copies its bytes if it was written last.
	 */
	void write(JsonGenerator json, Object value, JsonSource source) {
		if (value == this.lastValue) {
			json.writeRawValue("");
			json.flush();
			write(this.bytes, this.lastStart, this.lastEnd - this.lastStart);
			return;
		}
		this.lastValue = null;
		// The colon before the value is written with it
		int start = position(json) + 1;
		source.writeTo(json);
		this.lastStart = start;
		this.lastEnd = position(json);
		this.lastValue = value;
	}

	int position(JsonGenerator json) {
		return this.size + json.streamWriteOutputBuffered();
	}

	@Override
	public void write(int value) {
		ensureRoom(1);
		this.bytes[this.size++] = (byte) value;
	}

	@Override
	public void write(byte[] source, int offset, int length) {
		ensureRoom(length);
		System.arraycopy(source, offset, this.bytes, this.size, length);
		this.size += length;
	}

	private void ensureRoom(int length) {
		int needed = Math.addExact(this.size, length);
		if (needed > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes,
					(int) Math.max(needed, Math.min(2L * this.bytes.length, Integer.MAX_VALUE - 8)));
		}
	}

}
