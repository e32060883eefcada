package ai.prefactor.http;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Looks through a success for the one property that counts. It counts whatever the status
 * beside it says: that of a whole may be that of a part.
 *
 * @param <T> what the property is read as
 */
final class SuccessScan<T> implements JsonCodec.PropertyScan {

	private final String property;

	private final Function<JsonParser, @Nullable T> reader;

	private @Nullable T result;

	private @Nullable String status;

	SuccessScan(String property, Function<JsonParser, @Nullable T> reader) {
		this.property = property;
		this.reader = reader;
	}

	@Override
	public void property(String name, JsonParser json) {
		if (name.equals(this.property)) {
			this.result = this.reader.apply(json);
		}
		else if ("status".equals(name) && json.currentToken() == JsonToken.VALUE_STRING) {
			this.status = json.getString();
		}
	}

	/**
	 * What was read.
	 * @return {@code null} if there was nothing, or nothing of Prefactor's
	 */
	@Nullable T result() {
		return this.result;
	}

	/**
	 * Whether the answer calls itself an error.
	 */
	boolean isError() {
		return "error".equals(this.status);
	}

}
