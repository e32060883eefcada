package ai.prefactor.transport;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import ai.prefactor.payload.Payload;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanError;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.span.TokenUsage;

/**
 * Writes the payload and the result of a span as the official SDKs do.
 */
final class SpanJson {

	private static final String TOKEN_USAGE = "token_usage";

	private static final JsonFactory JSON = new JsonFactory();

	private SpanJson() {
	}

	static String payload(SpanData span) {
		return object((json) -> {
			json.writeStringProperty("span_id", span.id().toString());
			json.writeStringProperty("trace_id", span.runId().toString());
			json.writeStringProperty("name", span.name());
			json.writeStringProperty("status", span.status().id());
			writePayload(json, "inputs", span.inputs());
			writePayload(json, "outputs", span.outputs());
			writePayload(json, "metadata", span.metadata());
			if (span.tokenUsage() != null) {
				json.writeName(TOKEN_USAGE);
				writeTokens(json, span.tokenUsage());
			}
			if (span.error() != null) {
				json.writeName("error");
				writeError(json, span.error());
			}
		});
	}

	/**
	 * The result of a span that is sent in one piece.
	 * @param span the span
	 * @return JSON text, or {@code null} while the span is active
	 */
	static @Nullable String result(SpanData span) {
		if (span.status() == SpanStatus.ACTIVE) {
			return null;
		}
		SpanError error = span.error();
		return (error != null) ? object((json) -> writeErrorProperties(json, error)) : span.outputs().toJson();
	}

	/**
	 * The result of a span that was sent as active: its tokens, which came too late for
	 * its payload, stand in it, unless the result has something of that name itself.
	 * @param span the span
	 * @return JSON text
	 */
	static String lateResult(SpanData span) {
		String result = result(span);
		TokenUsage tokens = span.tokenUsage();
		if (result == null || tokens == null) {
			return (result != null) ? result : "{}";
		}
		if (hasProperty(result, TOKEN_USAGE)) {
			return result;
		}
		String usage = "\"" + TOKEN_USAGE + "\":" + usage(tokens);
		String body = result.substring(1, result.length() - 1);
		return body.isBlank() ? "{" + usage + "}" : "{" + usage + "," + body + "}";
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

	private static String usage(TokenUsage tokens) {
		StringWriter text = new StringWriter();
		try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
			writeTokens(json, tokens);
		}
		return text.toString();
	}

	private static String object(Consumer<JsonGenerator> properties) {
		StringWriter text = new StringWriter();
		try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
			json.writeStartObject();
			properties.accept(json);
			json.writeEndObject();
		}
		return wellFormed(text.toString());
	}

	/**
	 * Replaces surrogates that stand alone, which no body can carry.
	 * @param text any text
	 * @return the text as it can be sent
	 */
	static String wellFormed(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
	}

	private static void writePayload(JsonGenerator json, String name, Payload payload) {
		json.writeName(name);
		payload.writeTo(json);
	}

	private static void writeTokens(JsonGenerator json, TokenUsage tokens) {
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

	private static void writeError(JsonGenerator json, SpanError error) {
		json.writeStartObject();
		writeErrorProperties(json, error);
		json.writeEndObject();
	}

	private static void writeErrorProperties(JsonGenerator json, SpanError error) {
		json.writeStringProperty("error_type", error.errorType());
		json.writeStringProperty("message", error.message());
		json.writeStringProperty("stacktrace", error.stacktrace());
	}

}
