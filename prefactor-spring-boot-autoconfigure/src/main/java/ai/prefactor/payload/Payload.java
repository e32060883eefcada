package ai.prefactor.payload;

import java.io.StringWriter;
import java.util.Arrays;
import java.util.Objects;

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

	private static final Payload EMPTY = new Payload(new Object[0], 0, null);

	private static final JsonFactory JSON = new JsonFactory();

	// Names and values by turns: an entry costs two references
	private final @Nullable Object[] entries;

	private final int size;

	private final @Nullable CapturedJson object;

	private final long weight;

	private Payload(@Nullable Object[] entries, int size, @Nullable CapturedJson object) {
		this.entries = entries;
		this.size = size;
		this.object = object;
		this.weight = weigh();
	}

	static Payload of(@Nullable Object[] entries, int size) {
		return (size > 0) ? new Payload(entries, size, null) : EMPTY;
	}

	static Payload of(CapturedJson object) {
		return new Payload(EMPTY.entries, 0, object);
	}

	/**
	 * The payload that holds nothing.
	 * @return the payload, written as {@code {}}
	 */
	public static Payload empty() {
		return EMPTY;
	}

	/**
	 * This and more: entries that were captured one after the other, in one object. Of
	 * two entries with one name the later counts.
	 * @param added what comes after this
	 * @return both
	 * @throws IllegalStateException if one of them is no list of entries but an object
	 * that was captured whole
	 */
	public Payload with(Payload added) {
		if (this.object != null || added.object != null) {
			throw new IllegalStateException("Only entries can be joined");
		}
		if (this.size == 0) {
			return added;
		}
		@Nullable Object[] entries = Arrays.copyOf(this.entries, this.size + added.size);
		int size = this.size;
		for (int i = 0; i < added.size; i += 2) {
			int place = placeOf(added.entries[i], entries, size);
			entries[place] = added.entries[i];
			entries[place + 1] = added.entries[i + 1];
			size = Math.max(size, place + 2);
		}
		return new Payload(entries, size, null);
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
		return this.size == 0 && (this.object == null || this.object.size() == 2);
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
		gen.writeEndObject();
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

	private static int placeOf(@Nullable Object name, @Nullable Object[] entries, int size) {
		for (int i = 0; i < size; i += 2) {
			if (Objects.equals(entries[i], name)) {
				return i;
			}
		}
		return size;
	}

	private long weigh() {
		if (this.object != null) {
			return 64 + Scalars.weight(this.object);
		}
		long weight = (this.size > 0) ? 64 + 8L * this.entries.length : 0;
		for (int i = 0; i < this.size; i++) {
			weight += Scalars.weight(this.entries[i]);
		}
		return weight;
	}

}
