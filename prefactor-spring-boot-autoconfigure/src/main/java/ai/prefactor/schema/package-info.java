/**
 * What an agent declares: who it is and which span types it emits.
 */
@NullMarked
package ai.prefactor.schema;

import org.jspecify.annotations.NullMarked;
