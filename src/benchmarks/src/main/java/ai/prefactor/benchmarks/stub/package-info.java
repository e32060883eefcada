/**
 * A server that takes what the peers send, as cheaply as can be, and counts it.
 */
@NullMarked
package ai.prefactor.benchmarks.stub;

import org.jspecify.annotations.NullMarked;
