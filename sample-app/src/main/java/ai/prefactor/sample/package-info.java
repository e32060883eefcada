/**
 * The documentation assistant: an application whose every run is traced.
 */
@NullMarked
package ai.prefactor.sample;

import org.jspecify.annotations.NullMarked;
