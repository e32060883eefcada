package ai.prefactor.api;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * Writes what stands in the body of a request's own endpoint, but for the key: property
 * by property, into an object that is open.
 */
final class RequestContent {

	static final SerializableString IDEMPOTENCY_KEY = new SerializedString("idempotency_key");

	private static final SerializableString DETAILS = new SerializedString("details");

	private static final SerializableString AGENT_INSTANCE_ID = new SerializedString("agent_instance_id");

	private static final SerializableString SCHEMA_NAME = new SerializedString("schema_name");

	private static final SerializableString STATUS = new SerializedString("status");

	private static final SerializableString ID = new SerializedString("id");

	private static final SerializableString PARENT_SPAN_ID = new SerializedString("parent_span_id");

	private static final SerializableString PAYLOAD = new SerializedString("payload");

	private static final SerializableString RESULT_PAYLOAD = new SerializedString("result_payload");

	private static final SerializableString STARTED_AT = new SerializedString("started_at");

	private static final SerializableString FINISHED_AT = new SerializedString("finished_at");

	private static final SerializableString TIMESTAMP = new SerializedString("timestamp");

	private static final SerializableString SENSITIVE_ENCODING = new SerializedString("sensitive_encoding");

	private RequestContent() {
	}

	static void write(JsonGenerator json, ApiRequest request) {
		if (request instanceof CreateSpanRequest create) {
			json.writeName(DETAILS);
			json.writeStartObject();
			details(json, create.details());
			json.writeEndObject();
		}
		else if (request instanceof FinishSpanRequest finish) {
			text(json, STATUS, finish.status());
			time(json, TIMESTAMP, finish.timestamp());
			value(json, RESULT_PAYLOAD, finish.resultPayload());
			flag(json, SENSITIVE_ENCODING, finish.sensitiveEncoding());
		}
		else if (request instanceof StartInstanceRequest start) {
			time(json, TIMESTAMP, start.timestamp());
		}
		else if (request instanceof FinishInstanceRequest finish) {
			text(json, STATUS, finish.status());
			time(json, TIMESTAMP, finish.timestamp());
		}
		else if (request instanceof RegisterRequest register) {
			registration(json, register);
		}
	}

	private static void details(JsonGenerator json, SpanDetails details) {
		text(json, AGENT_INSTANCE_ID, details.agentInstanceId());
		text(json, SCHEMA_NAME, details.schemaName());
		text(json, STATUS, details.status());
		text(json, ID, details.id());
		if (details.parentSpanId() == null) {
			json.writeName(PARENT_SPAN_ID);
			json.writeNull();
		}
		text(json, PARENT_SPAN_ID, details.parentSpanId());
		value(json, PAYLOAD, details.payload());
		value(json, RESULT_PAYLOAD, details.resultPayload());
		time(json, STARTED_AT, details.startedAt());
		if (details.finishedAt() == null) {
			json.writeName(FINISHED_AT);
			json.writeNull();
		}
		time(json, FINISHED_AT, details.finishedAt());
		flag(json, SENSITIVE_ENCODING, details.sensitiveEncoding());
	}

	private static void registration(JsonGenerator json, RegisterRequest register) {
		text(json, new SerializedString("agent_id"), register.agentId());
		text(json, new SerializedString("environment_id"), register.environmentId());
		text(json, ID, register.id());
		json.writeName("agent_version");
		json.writeStartObject();
		text(json, new SerializedString("external_identifier"), register.agentVersion().externalIdentifier());
		text(json, new SerializedString("name"), register.agentVersion().name());
		text(json, new SerializedString("description"), register.agentVersion().description());
		json.writeEndObject();
		json.writeName("agent_schema_version");
		json.writeRawValue(register.agentSchemaVersion());
		flag(json, new SerializedString("update_current_version"), register.updateCurrentVersion());
		text(json, new SerializedString("purpose"), register.purpose());
	}

	private static void text(JsonGenerator json, SerializableString name, @Nullable String value) {
		if (value != null) {
			json.writeName(name);
			JsonText.write(json, value);
		}
	}

	private static void time(JsonGenerator json, SerializableString name, @Nullable Instant value) {
		if (value != null) {
			json.writeName(name);
			Timestamps.write(json, value);
		}
	}

	private static void flag(JsonGenerator json, SerializableString name, @Nullable Boolean value) {
		if (value != null) {
			json.writeName(name);
			json.writeBoolean(value);
		}
	}

	private static void value(JsonGenerator json, SerializableString name, @Nullable JsonSource value) {
		if (value != null) {
			json.writeName(name);
			value.writeTo(json);
		}
	}

}
