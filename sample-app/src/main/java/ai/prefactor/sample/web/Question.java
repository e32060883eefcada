package ai.prefactor.sample.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The body of {@code POST /ask}.
 *
 * @param question what to answer, in English, at most 1000 characters
 */
record Question(@NotBlank(message = "must not be blank") @Size(max = MAX_LENGTH,
		message = "must be at most {max} characters long") String question) {

	static final int MAX_LENGTH = 1000;

}
