package ai.prefactor.span;

import java.util.Locale;

/**
 * What kind of step a span stands for.
 *
 * @since 0.1.0
 */
public enum SpanKind {

	/**
	 * An agent's whole turn: the usual root of a run.
	 */
	AGENT,

	/**
	 * A call of a language model.
	 */
	LLM,

	/**
	 * A call of a tool.
	 */
	TOOL,

	/**
	 * A step that ties others together.
	 */
	CHAIN,

	/**
	 * A search for documents.
	 */
	RETRIEVER,

	/**
	 * A call of an embedding model.
	 */
	EMBEDDING;

	private final String id = name().toLowerCase(Locale.ROOT);

	/**
	 * The kind as it stands in a span type, for example {@code tool}.
	 * @return the kind in lower case
	 */
	public String id() {
		return this.id;
	}

}
