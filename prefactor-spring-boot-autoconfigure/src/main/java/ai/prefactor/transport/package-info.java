/**
 * Delivers actions: takes them without waiting, sends them in order, and accounts for
 * each.
 */
@NullMarked
package ai.prefactor.transport;

import org.jspecify.annotations.NullMarked;
