package ai.prefactor.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Freezes requests. The same request becomes the same bytes each time. Keeps its buffers,
 * so each thread has one of its own: not thread-safe.
 *
 * @since 0.1.0
 */
public final class RequestEncoder {

	private static final SerializableString TYPE = new SerializedString("_type");

	private static final SerializableString INSTANCE_ID = new SerializedString("agent_instance_id");

	private static final SerializableString SPAN_ID = new SerializedString("agent_span_id");

	// The generator lives on, so it keeps its buffers and puts nothing between values
	private static final JsonFactory JSON = JsonFactory.builder()
		.recyclerPool(JsonRecyclerPools.nonRecyclingPool())
		.rootValueSeparator((String) null)
		.build();

	private final Scratch scratch = new Scratch();

	private @Nullable JsonGenerator generator;

	/**
	 * Freezes a request.
	 * @param request what to send
	 * @return its bytes
	 */
	public EncodedRequest encode(ApiRequest request) {
		JsonGenerator json = (this.generator != null) ? this.generator
				: JSON.createGenerator(ObjectWriteContext.empty(), this.scratch);
		// A generator that failed half way is of no more use
		this.generator = null;
		this.scratch.reset();
		EncodedRequest result = encode(request, json);
		this.generator = json;
		return result;
	}

	private EncodedRequest encode(ApiRequest request, JsonGenerator json) {
		json.writeStartObject();
		json.writeName(TYPE);
		json.writeString(request.operation().bulkType());
		json.writeName(RequestContent.IDEMPOTENCY_KEY);
		JsonText.write(json, request.idempotencyKey());
		int keyEnd = this.scratch.position(json);
		String targetId = request.targetId();
		if (targetId != null) {
			json.writeName((request.operation() == Operation.FINISH_SPAN) ? SPAN_ID : INSTANCE_ID);
			JsonText.write(json, targetId);
		}
		int headEnd = this.scratch.position(json);
		RequestContent.write(json, request);
		json.writeEndObject();
		json.flush();
		return new EncodedRequest(request.operation(), request.idempotencyKey(), targetId, this.scratch.take(), keyEnd,
				headEnd);
	}

}
