/**
 * Delivers actions: takes them without waiting unless asked to wait for room, sends them
 * in order, and accounts for each.
 */
@NullMarked
package ai.prefactor.transport;

import org.jspecify.annotations.NullMarked;
