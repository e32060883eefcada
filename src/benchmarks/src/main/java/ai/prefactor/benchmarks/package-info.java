/**
 * What tracing costs and how fast it is delivered, measured beside the peers.
 */
@NullMarked
package ai.prefactor.benchmarks;

import org.jspecify.annotations.NullMarked;
