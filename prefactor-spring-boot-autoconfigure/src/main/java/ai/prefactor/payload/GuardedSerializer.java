package ai.prefactor.payload;

import java.util.Iterator;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.util.NameTransformer;

/**
 * Stands in front of a serialiser of Jackson's or of the user's: a value that must not be
 * touched, stands in itself, lies too deep, or fails half way becomes a marker, and what
 * stands around it goes on.
 */
final class GuardedSerializer extends ValueSerializer<Object> {

	private final ValueSerializer<Object> delegate;

	@SuppressWarnings("unchecked")
	GuardedSerializer(ValueSerializer<?> delegate) {
		this.delegate = (ValueSerializer<Object>) delegate;
	}

	@Override
	public void serialize(Object value, JsonGenerator gen, SerializationContext context) {
		serialize(value, gen, context, null);
	}

	@Override
	public void serializeWithType(Object value, JsonGenerator gen, SerializationContext context, TypeSerializer types) {
		serialize(value, gen, context, types);
	}

	private void serialize(Object value, JsonGenerator gen, SerializationContext context,
			@Nullable TypeSerializer types) {
		if (!(gen instanceof CaptureGenerator capture)) {
			delegate(value, gen, context, types);
			return;
		}
		CaptureWriter writer = capture.writer();
		if (writer.swallow()) {
			return;
		}
		CaptureWriter.Mark mark = writer.mark();
		try {
			guard(value, capture, context, types);
		}
		catch (Throwable ex) {
			if (!writer.survives(ex)) {
				throw ex;
			}
			if (!writer.closeFull(mark)) {
				writer.rollback(mark);
				writer.marker(Marker.of(value.getClass(), Failures.reason(ex)));
			}
		}
	}

	private void guard(Object value, CaptureGenerator gen, SerializationContext context,
			@Nullable TypeSerializer types) {
		CaptureWriter writer = gen.writer();
		Object loaded = OpaqueTypes.contains(value.getClass()) ? null : LazyValues.loaded(value);
		if (loaded == null) {
			writer.marker(Marker.of(value.getClass()));
		}
		else if (writer.context().getNestingDepth() >= CaptureWriter.MAX_DEPTH) {
			writer.marker(Marker.of(value.getClass(), Marker.TOO_DEEP));
		}
		else if (!usesObjectId() && writer.context().contains(loaded)) {
			writer.marker(Marker.of(value.getClass(), Marker.CYCLE));
		}
		else if (loaded != value) {
			context.writeValue(gen, loaded);
		}
		else {
			delegate(value, gen, context, types);
		}
	}

	private void delegate(Object value, JsonGenerator gen, SerializationContext context,
			@Nullable TypeSerializer types) {
		if (types != null) {
			this.delegate.serializeWithType(value, gen, context, types);
		}
		else {
			this.delegate.serialize(value, gen, context);
		}
	}

	@Override
	public void resolve(SerializationContext context) {
		this.delegate.resolve(context);
	}

	@Override
	public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
		return with(this.delegate.createContextual(context, property));
	}

	@Override
	public ValueSerializer<Object> unwrappingSerializer(NameTransformer transformer) {
		return this.delegate.unwrappingSerializer(transformer);
	}

	@Override
	public ValueSerializer<?> withFilterId(Object filterId) {
		return with(this.delegate.withFilterId(filterId));
	}

	@Override
	public ValueSerializer<?> withIgnoredProperties(Set<String> ignored) {
		return with(this.delegate.withIgnoredProperties(ignored));
	}

	@Override
	public ValueSerializer<?> withFormatOverrides(SerializationConfig config, JsonFormat.Value overrides) {
		return with(this.delegate.withFormatOverrides(config, overrides));
	}

	@Override
	public Class<?> handledType() {
		return this.delegate.handledType();
	}

	@Override
	public boolean usesObjectId() {
		return this.delegate.usesObjectId();
	}

	@Override
	public boolean isUnwrappingSerializer() {
		return this.delegate.isUnwrappingSerializer();
	}

	@Override
	public ValueSerializer<?> getDelegatee() {
		return this.delegate;
	}

	@Override
	public Iterator<PropertyWriter> properties() {
		return this.delegate.properties();
	}

	@Override
	public boolean isEmpty(SerializationContext context, Object value) {
		return this.delegate.isEmpty(context, value);
	}

	@Override
	public void acceptJsonFormatVisitor(JsonFormatVisitorWrapper visitor, JavaType type) {
		this.delegate.acceptJsonFormatVisitor(visitor, type);
	}

	private ValueSerializer<?> with(ValueSerializer<?> serializer) {
		return (serializer != this.delegate) ? new GuardedSerializer(serializer) : this;
	}

}
