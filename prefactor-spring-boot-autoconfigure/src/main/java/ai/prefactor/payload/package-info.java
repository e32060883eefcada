/**
 * What of the caller's data may leave the process: captured once, cut, redacted and
 * bounded.
 */
@NullMarked
package ai.prefactor.payload;

import org.jspecify.annotations.NullMarked;
