/**
 * Measurements in processes of their own, and how their figures get back.
 */
@NullMarked
package ai.prefactor.benchmarks.process;

import org.jspecify.annotations.NullMarked;
