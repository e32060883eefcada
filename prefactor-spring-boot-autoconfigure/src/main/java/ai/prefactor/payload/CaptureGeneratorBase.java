package ai.prefactor.payload;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteCapability;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TreeNode;
import tools.jackson.core.Version;
import tools.jackson.core.json.PackageVersion;
import tools.jackson.core.util.JacksonFeatureSet;

/**
 * The many ways of a generator to say one thing, led back to one of them each, and what
 * is the same for every generator that writes text.
 */
abstract class CaptureGeneratorBase extends JsonGenerator {

	private static final JacksonFeatureSet<StreamWriteCapability> CAPABILITIES = JacksonFeatureSet
		.fromDefaults(StreamWriteCapability.values());

	private final CaptureWriter writer;

	CaptureGeneratorBase(CaptureWriter writer) {
		this.writer = writer;
	}

	@Override
	public JsonGenerator writeStartArray() {
		return writeStartArray(null, -1);
	}

	@Override
	public JsonGenerator writeStartArray(@Nullable Object value) {
		return writeStartArray(value, -1);
	}

	@Override
	public JsonGenerator writeStartObject() {
		return writeStartObject(null, -1);
	}

	@Override
	public JsonGenerator writeStartObject(@Nullable Object value) {
		return writeStartObject(value, -1);
	}

	@Override
	public JsonGenerator writeName(SerializableString name) {
		return writeName(name.getValue());
	}

	@Override
	public JsonGenerator writePropertyId(long id) {
		return writeName(Long.toString(id));
	}

	@Override
	public JsonGenerator writeString(SerializableString value) {
		return writeString(value.getValue());
	}

	@Override
	public JsonGenerator writeRawUTF8String(byte[] buffer, int offset, int length) {
		return writeUTF8String(buffer, offset, length);
	}

	@Override
	public JsonGenerator writeRawValue(String json, int offset, int length) {
		return writeRawValue(json.substring(offset, offset + length));
	}

	@Override
	public JsonGenerator writeRawValue(char[] json, int offset, int length) {
		return writeRawValue(new String(json, offset, length));
	}

	@Override
	public JsonGenerator writeRaw(String text) {
		return _reportUnsupportedOperation();
	}

	@Override
	public JsonGenerator writeRaw(String text, int offset, int length) {
		return _reportUnsupportedOperation();
	}

	@Override
	public JsonGenerator writeRaw(char[] text, int offset, int length) {
		return _reportUnsupportedOperation();
	}

	@Override
	public JsonGenerator writeRaw(char c) {
		return _reportUnsupportedOperation();
	}

	@Override
	public int writeBinary(Base64Variant variant, InputStream data, int length) {
		writeBinary(variant, "".getBytes(StandardCharsets.UTF_8), 0, Math.max(0, length));
		return length;
	}

	@Override
	public JsonGenerator writeNumber(short value) {
		return writeNumber((long) value);
	}

	@Override
	public JsonGenerator writeNumber(int value) {
		return writeNumber((long) value);
	}

	@Override
	public JsonGenerator writeTree(@Nullable TreeNode node) {
		return writePOJO(node);
	}

	@Override
	public Version version() {
		return PackageVersion.VERSION;
	}

	@Override
	public TokenStreamContext streamWriteContext() {
		return this.writer.context();
	}

	@Override
	public ObjectWriteContext objectWriteContext() {
		return ObjectWriteContext.empty();
	}

	@Override
	public @Nullable Object streamWriteOutputTarget() {
		return null;
	}

	@Override
	public int streamWriteOutputBuffered() {
		return -1;
	}

	@Override
	public @Nullable Object currentValue() {
		return this.writer.context().currentValue();
	}

	@Override
	public void assignCurrentValue(@Nullable Object value) {
		this.writer.context().assignCurrentValue(value);
	}

	@Override
	public JsonGenerator configure(StreamWriteFeature feature, boolean state) {
		return this;
	}

	@Override
	public boolean isEnabled(StreamWriteFeature feature) {
		return false;
	}

	@Override
	public int streamWriteFeatures() {
		return 0;
	}

	@Override
	public boolean has(StreamWriteCapability capability) {
		return CAPABILITIES.isEnabled(capability);
	}

	@Override
	public JacksonFeatureSet<StreamWriteCapability> streamWriteCapabilities() {
		return CAPABILITIES;
	}

	@Override
	public void flush() {
		// What is written is in memory already
	}

	@Override
	public boolean isClosed() {
		return false;
	}

	@Override
	public void close() {
		// Holds nothing that needs to be closed
	}

}
