package ai.prefactor.payload;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serialises what may change later, at once and within limits. Its mapper is its own: the
 * user's annotations count, the user's settings do not. Safe for use by many threads.
 */
final class JsonCapture {

	private final ObjectWriter pojos = JsonMapper.builder()
		.addModule(new CaptureModule())
		.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS, SerializationFeature.FAIL_ON_SELF_REFERENCES,
				SerializationFeature.CLOSE_CLOSEABLE, SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
		.disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
		.disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
		.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.build()
		.writer();

	private final Redactor redactor;

	JsonCapture(Redactor redactor) {
		this.redactor = redactor;
	}

	/**
	 * Serialises a value. Whatever happens on the way, the result is JSON.
	 * @param value the value
	 * @param maxLength characters that are kept of each string
	 * @param maxSize bytes that the result may have, markers aside
	 * @return the value, or a marker
	 */
	CapturedJson serialize(Object value, int maxLength, long maxSize) {
		if (OpaqueTypes.contains(value.getClass())) {
			return Marker.of(value.getClass()).toJson();
		}
		JsonBytes out = new JsonBytes(maxSize);
		CaptureWriter writer = new CaptureWriter(out, this.redactor, maxLength);
		try {
			this.pojos.writeValue(new CaptureGenerator(writer, this.pojos), value);
			return new CapturedJson(out.toByteArray());
		}
		catch (Throwable ex) {
			if (Failures.isFatal(ex)) {
				throw ex;
			}
			return Marker.of(value.getClass(), out.isFull() ? Marker.TOO_LARGE : Failures.reason(ex)).toJson();
		}
	}

}
