/**
 * The platform tells a run to stop.
 */
@NullMarked
package ai.prefactor.control;

import org.jspecify.annotations.NullMarked;
