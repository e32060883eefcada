package ai.prefactor.api;

import org.jspecify.annotations.Nullable;

/**
 * What the platform tells a run through an answer.
 *
 * @param terminate whether the run has been ended and must stop
 * @param reason why, if someone said so
 * @since 0.1.0
 */
public record ControlSignal(boolean terminate, @Nullable String reason) {
}
