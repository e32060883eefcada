/**
 * What users touch: the annotation, the tracer and the span that is under way.
 */
@NullMarked
package ai.prefactor.trace;

import org.jspecify.annotations.NullMarked;
