/**
 * The model: what a span is, once it is written down.
 */
@NullMarked
package ai.prefactor.span;

import org.jspecify.annotations.NullMarked;
