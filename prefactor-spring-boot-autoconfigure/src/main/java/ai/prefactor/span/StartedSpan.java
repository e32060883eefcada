package ai.prefactor.span;

import org.jspecify.annotations.Nullable;

import ai.prefactor.id.Pfid;

/**
 * A span that has started: what its children refer to. The transport asks it for its
 * record when a child needs its parent at the server before the parent has ended.
 * Implementations are safe for use by many threads.
 *
 * @since 0.1.0
 */
public interface StartedSpan {

	/**
	 * The span's id.
	 * @return the id
	 */
	Pfid id();

	/**
	 * The span's parent.
	 * @return the parent, or {@code null} for a root
	 */
	@Nullable StartedSpan parent();

	/**
	 * The span as it is known now: {@link SpanStatus#ACTIVE} while it is under way, its
	 * final record once it has ended.
	 * @return the record
	 */
	SpanData snapshot();

}
