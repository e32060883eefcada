package ai.prefactor.benchmarks.peer;

/**
 * What every span of every peer carries: an input of half a kilobyte and an output of
 * one.
 */
public final class Content {

	private static final String SENTENCE = "The customer asked why order 4711 has not arrived, and said: \"It was due on Monday.\"\n";

	private static final String INPUT = text(512);

	private static final String OUTPUT = text(1024);

	private Content() {
	}

	/**
	 * The input of a span.
	 * @return 512 characters
	 */
	public static String input() {
		return INPUT;
	}

	/**
	 * The output of a span.
	 * @return 1024 characters
	 */
	public static String output() {
		return OUTPUT;
	}

	private static String text(int length) {
		return SENTENCE.repeat(length / SENTENCE.length() + 1).substring(0, length);
	}

}
