package ai.prefactor.api;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import tools.jackson.core.JsonGenerator;

/**
 * Texts as any body can carry them: a surrogate that stands alone has no form in UTF-8,
 * so it becomes a question mark.
 *
 * @since 0.1.0
 */
public final class JsonText {

	private JsonText() {
	}

	/**
	 * Writes a text as a value.
	 * @param json where to
	 * @param text any text
	 */
	public static void write(JsonGenerator json, String text) {
		// What has no form in UTF-8 becomes a question mark on the way
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		if (json.streamWriteOutputTarget() instanceof OutputStream) {
			json.writeUTF8String(bytes, 0, bytes.length);
		}
		else {
			json.writeString(new String(bytes, StandardCharsets.UTF_8));
		}
	}

}
