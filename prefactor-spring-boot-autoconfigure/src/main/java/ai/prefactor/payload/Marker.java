package ai.prefactor.payload;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a value that is not captured.
 *
 * @param type name of the value's class
 * @param reason why, or {@code null} if the class says it all
 */
record Marker(String type, @Nullable String reason) {

	static final String TOO_DEEP = "nested too deeply";

	static final String CYCLE = "contains itself";

	static final String TOO_LARGE = "larger than the payload may be";

	static Marker of(Class<?> type) {
		return new Marker(type.getTypeName(), null);
	}

	static Marker of(Class<?> type, String reason) {
		return new Marker(type.getTypeName(), reason);
	}

	void writeTo(JsonBytes out) {
		out.ascii(CapturedJson.MARKER_START);
		out.quoted(this.type);
		if (this.reason != null) {
			out.ascii(",\"reason\":");
			out.quoted(this.reason);
		}
		out.put('}');
	}

	CapturedJson toJson() {
		JsonBytes out = new JsonBytes(Integer.MAX_VALUE);
		writeTo(out);
		return new CapturedJson(out.toByteArray());
	}

}
