package ai.prefactor.payload;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.module.SimpleSerializers;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.ser.std.ToStringSerializerBase;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionLikeType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapLikeType;
import tools.jackson.databind.type.MapType;

import org.springframework.http.HttpHeaders;

/**
 * Puts a guard in front of every serialiser but those of plain values, and gives a form
 * to the few types whose own would touch or tell too much.
 */
@SuppressWarnings("serial")
final class CaptureModule extends SimpleModule {

	// A day: as a point in time it may become the day before
	private static final String SQL_DATE = "java.sql.Date";

	CaptureModule() {
		super("prefactor-capture");
		setSerializers(new CaptureSerializers());
		setSerializerModifier(new Guards());
		setDefaultNullKeySerializer(new NullKey());
	}

	private static final class CaptureSerializers extends SimpleSerializers {

		@Override
		public @Nullable ValueSerializer<?> findSerializer(SerializationConfig config, JavaType type,
				BeanDescription.Supplier description, JsonFormat.Value format) {
			Class<?> raw = type.getRawClass();
			if (CharSequence.class.isAssignableFrom(raw) && raw != String.class) {
				return new AsText();
			}
			if (Path.class.isAssignableFrom(raw) || File.class.isAssignableFrom(raw)
					|| raw.getName().equals(SQL_DATE)) {
				return new AsText();
			}
			if (HttpHeaders.class.isAssignableFrom(raw)) {
				return new AsHeaders();
			}
			if (Throwable.class.isAssignableFrom(raw)) {
				return new AsError();
			}
			return OpaqueTypes.contains(raw) ? new AsMarker() : null;
		}

	}

	private static final class Guards extends ValueSerializerModifier {

		@Override
		public List<BeanPropertyWriter> changeProperties(SerializationConfig config,
				BeanDescription.Supplier description, List<BeanPropertyWriter> properties) {
			properties.replaceAll((property) -> (property.getClass() == BeanPropertyWriter.class)
					? new GuardedProperty(property) : property);
			return properties;
		}

		@Override
		public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier description,
				ValueSerializer<?> serializer) {
			boolean plain = serializer instanceof StdScalarSerializer<?>
					|| serializer instanceof ToStringSerializerBase;
			return plain ? serializer : new GuardedSerializer(serializer);
		}

		@Override
		public ValueSerializer<?> modifyArraySerializer(SerializationConfig config, ArrayType type,
				BeanDescription.Supplier description, ValueSerializer<?> serializer) {
			return new GuardedSerializer(serializer);
		}

		@Override
		public ValueSerializer<?> modifyCollectionSerializer(SerializationConfig config, CollectionType type,
				BeanDescription.Supplier description, ValueSerializer<?> serializer) {
			return new GuardedSerializer(serializer);
		}

		@Override
		public ValueSerializer<?> modifyCollectionLikeSerializer(SerializationConfig config, CollectionLikeType type,
				BeanDescription.Supplier description, ValueSerializer<?> serializer) {
			return new GuardedSerializer(serializer);
		}

		@Override
		public ValueSerializer<?> modifyMapSerializer(SerializationConfig config, MapType type,
				BeanDescription.Supplier description, ValueSerializer<?> serializer) {
			return new GuardedSerializer(serializer);
		}

		@Override
		public ValueSerializer<?> modifyMapLikeSerializer(SerializationConfig config, MapLikeType type,
				BeanDescription.Supplier description, ValueSerializer<?> serializer) {
			return new GuardedSerializer(serializer);
		}

	}

	private static final class AsText extends ValueSerializer<Object> {

		@Override
		public void serialize(Object value, JsonGenerator gen, SerializationContext context) {
			int max = (gen instanceof CaptureGenerator capture) ? capture.writer().maxLength() : Integer.MAX_VALUE;
			gen.writeString(Text.cut((value instanceof CharSequence text) ? text : value.toString(), max));
		}

	}

	/**
	 * As a failure is told of everywhere else, without its causes and its stack.
	 */
	private static final class AsError extends ValueSerializer<Throwable> {

		@Override
		public void serialize(Throwable value, JsonGenerator gen, SerializationContext context) {
			gen.writeStartObject(value);
			gen.writeStringProperty("error_type", value.getClass().getName());
			gen.writeStringProperty("message", value.getMessage());
			gen.writeEndObject();
		}

	}

	/**
	 * By name, so that names can be redacted; as a bean they would be a list of getters.
	 */
	private static final class AsHeaders extends ValueSerializer<HttpHeaders> {

		@Override
		public void serialize(HttpHeaders value, JsonGenerator gen, SerializationContext context) {
			gen.writeStartObject(value);
			value.forEach((name, values) -> {
				gen.writeName(name);
				gen.writeStartArray();
				values.forEach(gen::writeString);
				gen.writeEndArray();
			});
			gen.writeEndObject();
		}

	}

	private static final class AsMarker extends ValueSerializer<Object> {

		@Override
		public void serialize(Object value, JsonGenerator gen, SerializationContext context) {
			if (gen instanceof CaptureGenerator capture) {
				capture.writer().marker(Marker.of(value.getClass()));
			}
			else {
				gen.writeString(value.getClass().getName());
			}
		}

	}

	private static final class NullKey extends ValueSerializer<Object> {

		@Override
		public void serialize(@Nullable Object value, JsonGenerator gen, SerializationContext context) {
			gen.writeName("null");
		}

	}

}
