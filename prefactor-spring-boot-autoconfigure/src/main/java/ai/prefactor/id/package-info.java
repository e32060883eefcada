/**
 * Prefactor's ids: what they look like and how they are made.
 */
@NullMarked
package ai.prefactor.id;

import org.jspecify.annotations.NullMarked;
