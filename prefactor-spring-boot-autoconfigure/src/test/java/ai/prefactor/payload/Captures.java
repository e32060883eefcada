package ai.prefactor.payload;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What most tests of this package begin with and end with.
 */
final class Captures {

	private static final JsonMapper STRICT = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final PayloadCapture DEFAULTS = new PayloadCapture(CaptureSettings.defaults());

	private Captures() {
	}

	static PayloadCapture withDefaults() {
		return DEFAULTS;
	}

	static PayloadCapture withMaxLength(int length) {
		return new PayloadCapture(
				new CaptureSettings(true, true, length, length, 256 * 1024, CaptureSettings.DEFAULT_REDACT_KEYS));
	}

	static PayloadCapture withMaxSize(long size) {
		return new PayloadCapture(
				new CaptureSettings(true, true, 10_000, 10_000, size, CaptureSettings.DEFAULT_REDACT_KEYS));
	}

	/**
	 * What one input is written as, checked to be one well-formed JSON value in UTF-8.
	 */
	static JsonNode input(Object value) {
		return tree(withDefaults().inputs().put("value", value).build()).get("value");
	}

	static JsonNode tree(Payload payload) {
		byte[] bytes = bytes(payload);
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			JsonNode tree = STRICT.readTree(text);
			if (!tree.isObject()) {
				throw new AssertionError("No object: " + text);
			}
			return tree;
		}
		catch (CharacterCodingException ex) {
			throw new AssertionError(ex);
		}
	}

	static byte[] bytes(Payload payload) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (JsonGenerator gen = STRICT.createGenerator(out)) {
			payload.writeTo(gen);
		}
		return out.toByteArray();
	}

}
