/**
 * What becomes of spans and requests, as Micrometer meters.
 */
@NullMarked
package ai.prefactor.metrics;

import org.jspecify.annotations.NullMarked;
