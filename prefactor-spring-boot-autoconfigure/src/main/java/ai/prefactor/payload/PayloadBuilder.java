package ai.prefactor.payload;

import java.util.Arrays;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures named values into a {@link Payload}. A value is captured when it is put:
 * whatever happens to it later does not show. What does not fit becomes a marker. Not
 * safe for use by several threads at once.
 *
 * @since 0.1.0
 */
public final class PayloadBuilder {

	private static final Logger logger = LoggerFactory.getLogger(PayloadBuilder.class);

	private static final int MAX_ENTRIES = CaptureWriter.MAX_ELEMENTS;

	// Room for braces and for the entry that tells of what was left out
	private static final int RESERVED = 48;

	private final @Nullable PayloadCapture capture;

	private final int maxLength;

	private @Nullable Object[] entries = new Object[8];

	private int size;

	private int leftOut;

	// Bytes of JSON of all entries: at most, until it matters, then exactly
	private long bytes;

	private boolean exact;

	private boolean shared;

	PayloadBuilder(@Nullable PayloadCapture capture, int maxLength) {
		this.capture = capture;
		this.maxLength = maxLength;
	}

	/**
	 * Captures a value. Never throws, whatever the value is or does.
	 * @param name the name; the value of a name that was put before is replaced
	 * @param value the value, or {@code null}
	 * @return this builder
	 */
	public PayloadBuilder put(String name, @Nullable Object value) {
		if (this.capture != null) {
			String key = Text.cut(String.valueOf((Object) name), this.maxLength);
			remove(key);
			if (this.size == 2 * MAX_ENTRIES) {
				this.leftOut++;
			}
			else if (value == null) {
				add(this.capture, key, null, Void.class);
			}
			else {
				add(this.capture, key, capture(this.capture, key, value), value.getClass());
			}
		}
		return this;
	}

	/**
	 * Whether nothing was captured so far.
	 * @return {@code true} if the payload would be empty
	 */
	public boolean isEmpty() {
		return this.size == 0 && this.leftOut == 0;
	}

	/**
	 * The payload of what was put so far. More may be put afterwards, for another one.
	 * @return the payload
	 */
	public Payload build() {
		boolean told = this.capture != null && this.capture.maxPayloadSize() >= RESERVED;
		this.shared = true;
		return Payload.of(this.entries, this.size, told ? this.leftOut : 0);
	}

	/**
	 * Captures values by their names. Of a map that fails, because it changes meanwhile,
	 * say, what could be read counts.
	 * @param values the values
	 * @return this builder
	 */
	public PayloadBuilder putAll(Map<String, ? extends @Nullable Object> values) {
		try {
			values.forEach(this::put);
		}
		catch (RuntimeException ex) {
			logger.debug("Not all values of a map could be read", ex);
		}
		return this;
	}

	/**
	 * Puts what was captured before, so that several captures are one payload and keep to
	 * its limits together.
	 * @param captured named values
	 * @return this builder
	 * @throws IllegalStateException if an object was captured whole: it has no names that
	 * others could stand beside
	 */
	public PayloadBuilder putAll(Payload captured) {
		captured.addTo(this);
		return this;
	}

	/**
	 * Puts a value that was captured already.
	 */
	PayloadBuilder putCaptured(String name, @Nullable Object value) {
		if (this.capture != null) {
			remove(name);
			if (this.size == 2 * MAX_ENTRIES) {
				this.leftOut++;
			}
			else {
				add(this.capture, name, value, (value != null) ? value.getClass() : Void.class);
			}
		}
		return this;
	}

	/**
	 * Counts entries that were left out before.
	 */
	void leaveOut(int count) {
		this.leftOut += (this.capture != null) ? count : 0;
	}

	private @Nullable Object capture(PayloadCapture capture, String name, Object value) {
		if (capture.isRedacted(name)) {
			return Redactor.REPLACEMENT;
		}
		Object scalar = capture.scalar(value, this.maxLength);
		if (scalar != null) {
			return scalar;
		}
		count();
		long room = capture.maxPayloadSize() - RESERVED - this.bytes - Text.quotedSize(name) - 2;
		return capture.serialized(value, this.maxLength, room);
	}

	private void add(PayloadCapture capture, String name, @Nullable Object captured, Class<?> type) {
		long max = capture.maxPayloadSize() - RESERVED;
		if (fits(name, captured, max)) {
			append(name, captured);
			return;
		}
		// What was serialised before no longer tells what it was
		Class<?> known = (type == CapturedJson.class) ? Object.class : type;
		CapturedJson marker = Marker.of(known, Marker.TOO_LARGE).toJson();
		if (fits(name, marker, max)) {
			append(name, marker);
		}
		else {
			this.leftOut++;
		}
	}

	private boolean fits(String name, @Nullable Object value, long max) {
		if (!this.exact) {
			if (this.bytes + Scalars.sizeBound(name) + Scalars.sizeBound(value) + 2 <= max) {
				return true;
			}
			count();
		}
		return this.bytes + Text.quotedSize(name) + Scalars.size(value) + 2 <= max;
	}

	private void append(String name, @Nullable Object value) {
		if (this.size == this.entries.length || this.shared) {
			int capacity = (this.size == this.entries.length) ? this.size * 2 : this.entries.length;
			this.entries = Arrays.copyOf(this.entries, capacity);
			this.shared = false;
		}
		this.entries[this.size++] = name;
		this.entries[this.size++] = value;
		this.bytes += (this.exact ? Text.quotedSize(name) + Scalars.size(value)
				: Scalars.sizeBound(name) + Scalars.sizeBound(value)) + 2;
	}

	private void count() {
		if (!this.exact) {
			this.exact = true;
			this.bytes = 0;
			for (int i = 0; i < this.size; i++) {
				this.bytes += Scalars.size(this.entries[i]) + 1;
			}
		}
	}

	private void remove(String name) {
		for (int i = 0; i < this.size; i += 2) {
			if (name.equals(this.entries[i])) {
				count();
				this.bytes -= Scalars.size(name) + Scalars.size(this.entries[i + 1]) + 2;
				@Nullable Object[] others = this.shared ? this.entries.clone() : this.entries;
				System.arraycopy(others, i + 2, others, i, this.size - i - 2);
				Arrays.fill(others, this.size - 2, this.size, null);
				this.size -= 2;
				this.entries = others;
				this.shared = false;
				return;
			}
		}
	}

}
