package ai.prefactor.transport;

import java.io.StringWriter;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

import ai.prefactor.api.JsonSource;
import ai.prefactor.api.JsonText;
import ai.prefactor.api.RepeatedJson;
import ai.prefactor.payload.Payload;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanError;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.span.TokenUsage;

/**
 * Writes the payload and the result of a span as the official SDKs do.
 */
final class SpanJson {

	private static final SerializableString SPAN_ID = new SerializedString("span_id");

	private static final SerializableString TRACE_ID = new SerializedString("trace_id");

	private static final SerializableString NAME = new SerializedString("name");

	private static final SerializableString STATUS = new SerializedString("status");

	private static final SerializableString INPUTS = new SerializedString("inputs");

	private static final SerializableString OUTPUTS = new SerializedString("outputs");

	private static final SerializableString METADATA = new SerializedString("metadata");

	private static final SerializableString TOKEN_USAGE = new SerializedString("token_usage");

	private static final SerializableString ERROR = new SerializedString("error");

	private static final JsonFactory JSON = new JsonFactory();

	private SpanJson() {
	}

	static JsonSource payload(SpanIds ids, SpanData span) {
		return (json) -> {
			json.writeStartObject();
			writeText(json, SPAN_ID, ids.spanId());
			writeText(json, TRACE_ID, ids.runId());
			writeText(json, NAME, span.name());
			writeText(json, STATUS, span.status().id());
			writePayload(json, INPUTS, span.inputs());
			json.writeName(OUTPUTS);
			writeOutputs(json, span.outputs());
			writePayload(json, METADATA, span.metadata());
			if (span.tokenUsage() != null) {
				writeTokens(json, span.tokenUsage());
			}
			if (span.error() != null) {
				json.writeName(ERROR);
				writeError(json, span.error());
			}
			json.writeEndObject();
		};
	}

	/**
	 * The result of a span that is sent in one piece.
	 * @param span the span
	 * @return its result, or {@code null} while the span is active
	 */
	static @Nullable JsonSource result(SpanData span) {
		if (span.status() == SpanStatus.ACTIVE) {
			return null;
		}
		SpanError error = span.error();
		return (error != null) ? (json) -> writeError(json, error) : (json) -> writeOutputs(json, span.outputs());
	}

	/**
	 * The result of a span that was sent as active: its tokens, which came too late for
	 * its payload, stand in it, unless the result has something of that name itself.
	 * @param span the span
	 * @return its result, of a span that is still active an empty one
	 */
	static JsonSource lateResult(SpanData span) {
		JsonSource result = result(span);
		if (result == null) {
			return Payload.empty()::writeTo;
		}
		TokenUsage tokens = span.tokenUsage();
		return (tokens != null) ? (json) -> writeWithTokens(json, result, tokens) : result;
	}

	private static void writeWithTokens(JsonGenerator json, JsonSource result, TokenUsage tokens) {
		String text = text(result);
		if (hasProperty(text, TOKEN_USAGE.getValue())) {
			json.writeRawValue(text);
			return;
		}
		json.writeStartObject();
		writeTokens(json, tokens);
		String properties = text.substring(1, text.length() - 1);
		if (!properties.isBlank()) {
			json.writeRaw(',');
			json.writeRaw(properties);
		}
		json.writeEndObject();
	}

	private static String text(JsonSource source) {
		StringWriter text = new StringWriter();
		try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
			source.writeTo(json);
		}
		return text.toString();
	}

	private static boolean hasProperty(String object, String name) {
		try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), object)) {
			json.nextToken();
			for (String next = json.nextName(); next != null; next = json.nextName()) {
				if (next.equals(name)) {
					return true;
				}
				json.nextToken();
				json.skipChildren();
			}
			return false;
		}
		catch (JacksonException ex) {
			// Deeper than a parser goes
			return false;
		}
	}

	private static void writeText(JsonGenerator json, SerializableString name, String text) {
		json.writeName(name);
		JsonText.write(json, text);
	}

	private static void writePayload(JsonGenerator json, SerializableString name, Payload payload) {
		json.writeName(name);
		payload.writeTo(json);
	}

	private static void writeTokens(JsonGenerator json, TokenUsage tokens) {
		json.writeName(TOKEN_USAGE);
		json.writeStartObject();
		writeNumber(json, "prompt_tokens", tokens.promptTokens());
		writeNumber(json, "completion_tokens", tokens.completionTokens());
		writeNumber(json, "total_tokens", tokens.totalTokens());
		json.writeEndObject();
	}

	private static void writeNumber(JsonGenerator json, String name, @Nullable Integer value) {
		if (value != null) {
			json.writeNumberProperty(name, value);
		}
	}

	private static void writeOutputs(JsonGenerator json, Payload outputs) {
		if (outputs.isEmpty()) {
			outputs.writeTo(json);
		}
		else {
			RepeatedJson.write(json, outputs, outputs::writeTo);
		}
	}

	private static void writeError(JsonGenerator json, SpanError error) {
		RepeatedJson.write(json, error, (target) -> writeErrorProperties(target, error));
	}

	private static void writeErrorProperties(JsonGenerator json, SpanError error) {
		json.writeStartObject();
		json.writeName("error_type");
		JsonText.write(json, error.errorType());
		json.writeName("message");
		JsonText.write(json, error.message());
		json.writeName("stacktrace");
		JsonText.write(json, error.stacktrace());
		json.writeEndObject();
	}

}
