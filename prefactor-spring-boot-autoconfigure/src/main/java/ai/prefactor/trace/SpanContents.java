package ai.prefactor.trace;

import org.jspecify.annotations.Nullable;

import ai.prefactor.payload.Payload;
import ai.prefactor.payload.PayloadBuilder;
import ai.prefactor.payload.PayloadCapture;
import ai.prefactor.span.TokenUsage;

/**
 * What was said so far of a span that is under way. Inputs keep to the size of one
 * payload together, and so does metadata, however many calls bring them. Guarded by its
 * span.
 */
final class SpanContents {

	private Payload inputs;

	private @Nullable PayloadBuilder moreInputs;

	private Payload outputs = Payload.empty();

	private Payload metadata = Payload.empty();

	private @Nullable PayloadBuilder moreMetadata;

	private @Nullable TokenUsage tokens;

	SpanContents(Payload inputs) {
		this.inputs = inputs;
	}

	void addInputs(Payload added, PayloadCapture capture) {
		if (this.inputs.isEmpty()) {
			this.inputs = added;
			return;
		}
		if (this.moreInputs == null) {
			this.moreInputs = capture.inputs().putAll(this.inputs);
		}
		this.moreInputs.putAll(added);
	}

	void addMetadata(Payload added, PayloadCapture capture) {
		if (this.metadata.isEmpty()) {
			this.metadata = added;
			return;
		}
		if (this.moreMetadata == null) {
			this.moreMetadata = capture.metadata().putAll(this.metadata);
		}
		this.moreMetadata.putAll(added);
	}

	void outputs(Payload outputs) {
		this.outputs = outputs;
	}

	void tokens(TokenUsage tokens) {
		this.tokens = tokens;
	}

	Payload inputs() {
		return (this.moreInputs != null) ? this.moreInputs.build() : this.inputs;
	}

	Payload outputs() {
		return this.outputs;
	}

	Payload metadata() {
		return (this.moreMetadata != null) ? this.moreMetadata.build() : this.metadata;
	}

	@Nullable TokenUsage tokens() {
		return this.tokens;
	}

}
