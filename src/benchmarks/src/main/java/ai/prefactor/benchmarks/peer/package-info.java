/**
 * The tracers that are compared: ours and the peers, behind one interface.
 */
@NullMarked
package ai.prefactor.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
