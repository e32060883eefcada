/**
 * For tests: what an application recorded, kept in memory, and assertions on it.
 */
@NullMarked
package ai.prefactor.test;

import org.jspecify.annotations.NullMarked;
