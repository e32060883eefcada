/**
 * Which span is current on a thread, and how it follows the work to others.
 */
@NullMarked
package ai.prefactor.context;

import org.jspecify.annotations.NullMarked;
