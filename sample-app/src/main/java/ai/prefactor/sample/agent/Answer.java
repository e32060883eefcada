package ai.prefactor.sample.agent;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An answer to a question.
 *
 * @param answer the text
 * @param sources the sections that it was taken from, empty if nothing was found
 * @param runId the run that it was made in, {@code null} if the run is not traced
 */
public record Answer(String answer, List<Source> sources, @Nullable String runId) {

	public Answer {
		sources = List.copyOf(sources);
	}

}
