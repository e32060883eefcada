package ai.prefactor.benchmarks;

import java.io.IOException;
import java.util.List;

import ai.prefactor.benchmarks.stub.Stub;

/**
 * A part of the benchmarks.
 */
interface Part {

	/**
	 * Measures.
	 * @param stub the server
	 * @param scale how much is measured
	 * @return what was found
	 * @throws IOException if it fails
	 */
	Findings measure(Stub stub, Scale scale) throws IOException;

	/**
	 * What was found.
	 *
	 * @param text tables in Markdown
	 * @param targets the targets
	 */
	record Findings(String text, List<Target> targets) {

		public Findings {
			targets = List.copyOf(targets);
		}

	}

}
