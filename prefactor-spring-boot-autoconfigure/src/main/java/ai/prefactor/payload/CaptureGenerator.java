package ai.prefactor.payload;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.databind.ObjectWriter;

/**
 * What serialisers see of a {@link CaptureWriter}. Whatever would let them write JSON of
 * their own becomes a string, so that the limits hold and the result stays well-formed.
 */
final class CaptureGenerator extends CaptureGeneratorBase {

	private final CaptureWriter writer;

	private final ObjectWriter pojos;

	CaptureGenerator(CaptureWriter writer, ObjectWriter pojos) {
		super(writer);
		this.writer = writer;
		this.pojos = pojos;
	}

	CaptureWriter writer() {
		return this.writer;
	}

	@Override
	public JsonGenerator writeStartArray(@Nullable Object value, int size) {
		this.writer.start(false, value, size);
		return this;
	}

	@Override
	public JsonGenerator writeEndArray() {
		this.writer.end(false);
		return this;
	}

	@Override
	public JsonGenerator writeStartObject(@Nullable Object value, int size) {
		this.writer.start(true, value, size);
		return this;
	}

	@Override
	public JsonGenerator writeEndObject() {
		this.writer.end(true);
		return this;
	}

	@Override
	public JsonGenerator writeName(String name) {
		this.writer.name(name);
		return this;
	}

	@Override
	public JsonGenerator writeString(@Nullable String value) {
		return (value != null) ? text(value) : writeNull();
	}

	@Override
	public JsonGenerator writeString(Reader reader, int length) {
		int max = this.writer.maxLength() + 2;
		char[] buffer = new char[(length >= 0) ? Math.min(length, max) : max];
		int size = 0;
		try {
			for (int n = 0; n >= 0 && size < buffer.length; size += Math.max(n, 0)) {
				n = reader.read(buffer, size, buffer.length - size);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text(new String(buffer, 0, size));
	}

	@Override
	public JsonGenerator writeString(char[] buffer, int offset, int length) {
		return text(new String(buffer, offset, Math.min(length, this.writer.maxLength() + 2)));
	}

	@Override
	public JsonGenerator writeUTF8String(byte[] buffer, int offset, int length) {
		return text(new String(buffer, offset, length, StandardCharsets.UTF_8));
	}

	@Override
	public JsonGenerator writeRawValue(String json) {
		return text(json);
	}

	@Override
	public JsonGenerator writeRawValue(SerializableString json) {
		return text(json.getValue());
	}

	@Override
	public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
		this.writer.marker(Marker.of(byte[].class, length + " bytes"));
		return this;
	}

	@Override
	public JsonGenerator writeNumber(long value) {
		return literal(Long.toString(value));
	}

	@Override
	public JsonGenerator writeNumber(double value) {
		return Double.isFinite(value) ? literal(Double.toString(value)) : text(Double.toString(value));
	}

	@Override
	public JsonGenerator writeNumber(float value) {
		return Float.isFinite(value) ? literal(Float.toString(value)) : text(Float.toString(value));
	}

	@Override
	public JsonGenerator writeNumber(@Nullable BigInteger value) {
		return (value != null) ? big(value, Scalars.isSmall(value)) : writeNull();
	}

	@Override
	public JsonGenerator writeNumber(@Nullable BigDecimal value) {
		return (value != null) ? big(value, Scalars.isSmall(value)) : writeNull();
	}

	@Override
	public JsonGenerator writeNumber(String encoded) {
		return Scalars.isJsonNumber(encoded) ? literal(encoded) : text(encoded);
	}

	@Override
	public JsonGenerator writeBoolean(boolean value) {
		return literal(Boolean.toString(value));
	}

	@Override
	public JsonGenerator writeNull() {
		return literal("null");
	}

	@Override
	public JsonGenerator writePOJO(@Nullable Object value) {
		if (value == null) {
			return writeNull();
		}
		this.pojos.writeValue(this, value);
		return this;
	}

	private JsonGenerator big(Number value, boolean small) {
		if (small) {
			return literal(value.toString());
		}
		this.writer.marker(Marker.of(value.getClass()));
		return this;
	}

	private JsonGenerator text(String value) {
		this.writer.string(value);
		return this;
	}

	private JsonGenerator literal(String ascii) {
		this.writer.literal(ascii);
		return this;
	}

}
