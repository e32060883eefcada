package ai.prefactor.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.prefactor.http.ApiAnswer;

/**
 * The server has taken what it was sent.
 *
 * @param id the id that it gave, or repeated; {@code null} if it told none
 * @param control what it tells the run; {@code null} if nothing
 * @param alreadyFinished whether a finish changed nothing, because the run or span was
 * finished before
 * @since 0.1.0
 */
public record Acknowledgement(@Nullable String id, @Nullable ControlSignal control, boolean alreadyFinished) {

	static Acknowledgement of(ApiAnswer answer) {
		return new Acknowledgement(answer.detail("id"), control(answer), false);
	}

	private static @Nullable ControlSignal control(ApiAnswer answer) {
		JsonNode control = answer.body().path("control");
		return control.isObject() ? new ControlSignal(control.path("terminate").booleanValue(false),
				control.path("reason").stringValue(null)) : null;
	}

}
