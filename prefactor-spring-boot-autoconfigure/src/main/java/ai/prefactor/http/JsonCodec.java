package ai.prefactor.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The JSON of the wire: names in snake case, nulls absent unless a record says otherwise,
 * times in UTC to the millisecond. Its mapper is private, so that the user's settings do
 * not change the wire. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class JsonCodec {

	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter
		.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final JsonMapper mapper = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.changeDefaultPropertyInclusion((value) -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
		.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.addModule(new SimpleModule("prefactor").addSerializer(Instant.class, new TimestampSerializer()))
		.build();

	/**
	 * Freezes the body of a request.
	 * @param <T> the record's type
	 * @param record what to send
	 * @return its bytes, UTF-8
	 */
	public <T> EncodedBody<T> encode(T record) {
		return new EncodedBody<>(this.mapper.writeValueAsBytes(record));
	}

	/**
	 * Reads an answer.
	 * @param bytes the answer
	 * @return the tree, or {@code null} if the bytes are not JSON
	 */
	@Nullable JsonNode parse(byte[] bytes) {
		try {
			JsonNode tree = this.mapper.readTree(bytes);
			return (tree == null || tree.isMissingNode()) ? null : tree;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * Times as Prefactor writes them.
	 */
	private static final class TimestampSerializer extends ValueSerializer<Instant> {

		@Override
		public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(TIMESTAMP.format(value));
		}

	}

}
