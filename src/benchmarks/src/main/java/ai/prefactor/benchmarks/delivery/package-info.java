/**
 * How fast spans are delivered, and what happens to those that are too many.
 */
@NullMarked
package ai.prefactor.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;
