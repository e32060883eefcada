package ai.prefactor.payload;

import java.io.StringWriter;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What was captured, at the moment it was captured: always one JSON object, within its
 * limits and redacted. Immutable, so any thread may write it, any number of times.
 *
 * @since 0.1.0
 */
public final class Payload {

	// Tells how many entries were left out
	private static final String REST = "$truncated";

	private static final int OWN_WEIGHT = 32;

	private static final Payload EMPTY = new Payload(new Object[0], 0, 0, null);

	private static final JsonFactory JSON = new JsonFactory();

	// Names and values by turns: an entry costs two references
	private final @Nullable Object[] entries;

	private final int size;

	private final int leftOut;

	private final @Nullable CapturedJson object;

	private final int weight;

	private Payload(@Nullable Object[] entries, int size, int leftOut, @Nullable CapturedJson object) {
		this.entries = entries;
		this.size = size;
		this.leftOut = leftOut;
		this.object = object;
		this.weight = (int) Math.min(weigh(), Integer.MAX_VALUE);
	}

	static Payload of(@Nullable Object[] entries, int size, int leftOut) {
		return (size > 0 || leftOut > 0) ? new Payload(entries, size, leftOut, null) : EMPTY;
	}

	static Payload of(String name, @Nullable Object value) {
		return new Payload(new @Nullable Object[] { name, value }, 2, 0, null);
	}

	static Payload of(CapturedJson object) {
		return new Payload(EMPTY.entries, 0, 0, object);
	}

	/**
	 * How much memory a text holds on to, whoever else may hold it, too.
	 * @param text the text
	 * @return bytes
	 */
	public static long weightOf(String text) {
		return Text.weight(text);
	}

	/**
	 * The payload that holds nothing.
	 * @return the payload, written as {@code {}}
	 */
	public static Payload empty() {
		return EMPTY;
	}

	/**
	 * How much memory this holds on to, roughly.
	 * @return bytes, 0 or more
	 */
	public long weight() {
		return this.weight;
	}

	/**
	 * Whether this holds nothing.
	 * @return {@code true} if it is written as {@code {}}
	 */
	public boolean isEmpty() {
		return this.size == 0 && this.leftOut == 0 && (this.object == null || this.object.size() == 2);
	}

	/**
	 * Writes this as one JSON object.
	 * @param gen where to, placed where a value may stand
	 */
	public void writeTo(JsonGenerator gen) {
		if (this.object != null) {
			gen.writeRawValue(this.object);
			return;
		}
		gen.writeStartObject();
		for (int i = 0; i < this.size; i += 2) {
			gen.writeName(Text.wellFormed(String.valueOf(this.entries[i])));
			Scalars.write(gen, this.entries[i + 1]);
		}
		if (this.leftOut > 0) {
			gen.writeName(REST);
			gen.writeString(this.leftOut + " more");
		}
		gen.writeEndObject();
	}

	/**
	 * Hands each entry to a builder.
	 * @throws IllegalStateException if this is no list of entries but an object that was
	 * captured whole
	 */
	void addTo(PayloadBuilder builder) {
		if (this.object != null) {
			throw new IllegalStateException("Only entries can be joined");
		}
		for (int i = 0; i < this.size; i += 2) {
			builder.putCaptured(String.valueOf(this.entries[i]), this.entries[i + 1]);
		}
		builder.leaveOut(this.leftOut);
	}

	/**
	 * This as text.
	 * @return JSON
	 */
	public String toJson() {
		StringWriter text = new StringWriter();
		try (JsonGenerator gen = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
			writeTo(gen);
		}
		return text.toString();
	}

	/**
	 * Tells the size only: data does not belong into a log.
	 */
	@Override
	public String toString() {
		return "Payload[weight=" + this.weight + "]";
	}

	private long weigh() {
		if (this.object != null) {
			return OWN_WEIGHT + Scalars.weight(this.object);
		}
		long weight = (this.size > 0) ? OWN_WEIGHT + 16 + 4L * this.entries.length : 0;
		for (int i = 0; i < this.size; i++) {
			weight += Scalars.weight(this.entries[i]);
		}
		return weight;
	}

}
