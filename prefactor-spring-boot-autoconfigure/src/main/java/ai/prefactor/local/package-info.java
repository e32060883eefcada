/**
 * The embedded platform: Prefactor's API in the same process, on loopback only, for
 * development and tests.
 */
@NullMarked
package ai.prefactor.local;

import org.jspecify.annotations.NullMarked;
